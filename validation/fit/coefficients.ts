import type { EngineProfile } from '@mantile/core';
import type { Case } from '../case.ts';
import { profileOf } from '../predict.ts';

/** One number that is fitted: what it is, where the fit starts, and how far it is believed to lie from there. */
export interface Coefficient {
  readonly name: string;
  readonly start: number;
  /** Logarithms for what is above 0 and known to a factor; the number itself, in units of this, otherwise. */
  readonly spread: number;
  readonly isFactor: boolean;
}

/** The generation of the chip, as profiles tell it. */
export function generationOf(chip: string): 'Hopper' | 'Blackwell' | 'CDNA3' | 'CDNA4' {
  if (chip.startsWith('h')) return 'Hopper';
  if (chip.startsWith('mi355')) return 'CDNA4';
  return chip.startsWith('mi') ? 'CDNA3' : 'Blackwell';
}

const factor = (name: string, start: number, spread: number): Coefficient => ({
  name,
  start,
  spread,
  isFactor: true,
});

/** All coefficients that cases of these engines and chips have a say in. */
export function coefficientsOf(cases: readonly Case[]): readonly Coefficient[] {
  const engines = [...new Set(cases.map(({ engine }) => engine))].sort();
  const pairs = [...new Set(cases.map(pairOf))].sort();
  return [
    ...engines.map((engine) => factor(`request ${engine}`, 15e-3, 3)),
    // Nothing is known of the kernels of these but the datasheet.
    ...(['CDNA3', 'CDNA4'] as const).flatMap((generation) => [
      factor(`factor ${generation}`, 1, 1),
      { name: `kernel ${generation}`, start: 4e-6, spread: 10e-6, isFactor: false },
    ]),
    // An engine's version may differ from the one whose kernels were measured: a little, so that stacks never seen are 1.
    ...pairs.map((pair) => factor(`factor ${pair}`, 1, 0.1)),
  ];
}

function pairOf({ engine, chip }: Case): string {
  return `${engine} ${generationOf(chip)}`;
}

export type Values = Readonly<Record<string, number>>;

/** The profile of a case with other coefficients than the committed ones. */
export function profileWith(each: Case, values: Values): EngineProfile {
  const profile = profileOf(each);
  const generation = generationOf(each.chip);
  const { costs } = profile;
  return {
    ...profile,
    kernelFactor: (values[`factor ${generation}`] ?? 1) * (values[`factor ${pairOf(each)}`] ?? 1),
    costs: {
      ...costs,
      requestSeconds: values[`request ${each.engine}`] ?? costs.requestSeconds,
      kernelSeconds: Math.max(0, values[`kernel ${generation}`] ?? 0),
    },
  };
}
