import { MantileError } from '@mantile/core';
import { didYouMean } from '../internal/nearest.ts';
import { engineCoefficients } from './coefficients.ts';
import type { EngineName } from './engineCoefficients.ts';

/** Refuses an engine that no profile is known of. */
export function checkEngineName(engine: EngineName): void {
  const legal = Object.keys(engineCoefficients.engines) as readonly EngineName[];
  if (legal.includes(engine)) return;
  const message = `no profile of such an engine${didYouMean(engine, legal)} Known: ${legal.join(', ')}; spread plainEngine to make one.`;
  throw new MantileError([
    { code: 'engine.unknown_engine', path: 'engine', value: engine, legal, message },
  ]);
}
