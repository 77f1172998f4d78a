import type { EngineProfile } from '@mantile/core';
import { engineProfile, type EngineName } from '@mantile/hardware';
import { generationOf as generationOfChip } from '../../packages/hardware/src/engines/generationOf.ts';
import type { Case } from '../case.ts';
import { systemOf } from '../hardware.ts';
import { profileOf } from '../predict.ts';

/** One number that is fitted: what it is, where the fit starts, and how far it is believed to lie from there. */
export interface Coefficient {
  readonly name: string;
  readonly start: number;
  /** Logarithms for what is above 0 and known to a factor; the number itself, in units of this, otherwise. */
  readonly spread: number;
  readonly isFactor: boolean;
}

/** Of an engine that was never seen. */
const otherRequest = 15e-3;

/** The generation of the chip, as profiles tell it. */
export function generationOf(chip: string): string {
  const found = generationOfChip(systemOf(chip).chip);
  if (found === undefined) throw new Error(`no generation of engines for the chip "${chip}"`);
  return found;
}

const factor = (name: string, start: number, spread: number): Coefficient => ({
  name,
  start,
  spread,
  isFactor: true,
});

const extra = (name: string, start: number, spread: number): Coefficient => ({
  name,
  start,
  spread,
  isFactor: false,
});

/** All coefficients that cases of these engines and chips have a say in. */
export function coefficientsOf(cases: readonly Case[]): readonly Coefficient[] {
  const of = (nameOf: (each: Case) => string) => [...new Set(cases.map(nameOf))].sort();
  const versions = of(engineOf);
  const hasSiblings = (name: string): boolean => {
    const [engine = ''] = name.split(' ');
    return versions.filter((each) => each.startsWith(`${engine} `)).length > 1;
  };
  return [
    ...of(({ engine }) => engine).map((engine) => factor(`request ${engine}`, otherRequest, 3)),
    ...versions.filter(hasSiblings).map((each) => factor(`request ${each}`, 1, 0.5)),
    extra('wait polled', 0, 6),
    // Nothing is known of the kernels of these but the datasheet.
    ...(['CDNA3', 'CDNA4'] as const).flatMap((generation) => [
      factor(`factor ${generation}`, 1, 1),
      extra(`kernel ${generation}`, 4e-6, 10e-6),
    ]),
    // A version may differ from the one whose kernels were measured: a little, so that stacks never seen are as measured.
    ...of(pairOf).map((pair) => factor(`factor ${pair}`, 1, 0.1)),
  ];
}

/** An engine and its version, as profiles know it. */
function engineOf({ engine, version }: Case): string {
  return `${engine} ${version}`;
}

function pairOf(each: Case): string {
  return `${engineOf(each)} ${generationOf(each.chip)}`;
}

export type Values = Readonly<Record<string, number>>;

/** What kernels of a generation, or of an engine's version on it, take with such values. */
export function kernelsWith(
  values: Values,
  generation: string,
  engine?: string,
): { readonly kernelFactor: number; readonly kernelSeconds: number } {
  const pair = `${engine ?? ''} ${generation}`;
  return {
    kernelFactor: (values[`factor ${generation}`] ?? 1) * (values[`factor ${pair}`] ?? 1),
    kernelSeconds: Math.max(0, values[`kernel ${generation}`] ?? 0),
  };
}

/** Seconds that an engine's version takes for a request beside its steps, with such values. */
export function requestWith(values: Values, engine: string, version: string): number {
  const ofEngine = values[`request ${engine}`] ?? otherRequest;
  return ofEngine * (values[`request ${engine} ${version}`] ?? 1);
}

/** The profile of a case with other coefficients than the committed ones. */
export function profileWith(each: Case, values: Values): EngineProfile {
  const profile = profileOf(each);
  const engine = engineOf(each);
  const { kernelFactor, kernelSeconds } = kernelsWith(values, generationOf(each.chip), engine);
  const requestSeconds = requestWith(values, each.engine, each.version);
  const polled = profile.pollSteps > 1 ? (values['wait polled'] ?? 0) : 0;
  const unpolled = engineProfile(each.engine as EngineName).waitSteps;
  return {
    ...profile,
    waitSteps: Math.max(0, unpolled + polled),
    kernelFactor,
    costs: { ...profile.costs, kernelSeconds, requestSeconds },
  };
}
