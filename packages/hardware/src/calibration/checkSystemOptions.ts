import { FaultList } from '@mantile/core';
import { refuseUnknownKeys, requireObject } from '../internal/keys.ts';
import type { CalibratedSystemOptions } from './calibratedSystem.ts';

const optionNames = [
  'engine',
  'hasCudaGraphs',
  'launchGapMicroseconds',
  'routingSkew',
  'routedExperts',
  'memoryKind',
  'multiprocessors',
  'like',
] as const satisfies readonly (keyof CalibratedSystemOptions)[];

/** Refuses options that nobody reads; their values are looked at where they are read. */
export function checkSystemOptions(options: CalibratedSystemOptions): void {
  const faults = new FaultList();
  if (requireObject(faults, 'options', options, "options such as { engine: 'vllm' }")) {
    refuseUnknownKeys(faults, '', options, optionNames);
  }
  faults.throwIfAny();
}
