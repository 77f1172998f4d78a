import type { Chip, EstimateNote } from '@mantile/core';
import { engineCoefficients } from './coefficients.ts';
import type {
  EngineGeneration,
  EngineName,
  EngineVersion,
  ObservedStack,
} from './engineCoefficients.ts';

/**
 * What the costs of a profile rest on.
 *
 * @example
 * import { engineProfile, h200Sxm, mi300x, type EngineBasis } from '@mantile/hardware';
 * const basis: EngineBasis = engineProfile('vllm', mi300x).basis;
 * [basis.kernels, engineProfile('vllm', h200Sxm).basis.kernels] // => ['other_engine', 'other_chip']
 * @category Engines
 */
export interface EngineBasis {
  /**
   * Where its kernels were `observed`: on this chip, on an `other_chip` of its generation, only in an `other_engine`
   * there; or nowhere, so that they count `as_measured` by themselves.
   */
  readonly kernels: 'observed' | 'other_chip' | 'other_engine' | 'as_measured';
  /** Those that the factor and the gap of kernels were fitted to; none where they count as measured. */
  readonly stacks: readonly ObservedStack[];
  /** Those that the time for a request was fitted to: all of this version. */
  readonly requestStacks: readonly ObservedStack[];
}

type Observed = ObservedStack & { readonly engine: string };

/** What the costs of an engine's version on a chip rest on, in words too. */
export function basisOf(
  engine: EngineName,
  known: EngineVersion,
  chip: Chip | undefined,
  generation: EngineGeneration | undefined,
): {
  readonly basis: EngineBasis;
  readonly source: string;
  readonly notes: readonly EstimateNote[];
} {
  const name = `${engine} ${known.version}`;
  const named = (stack: ObservedStack): Observed => ({ ...stack, engine: name });
  const own = (generation === undefined ? [] : (known.kernels[generation]?.stacks ?? [])).map(
    named,
  );
  const requests = Object.values(known.kernels).flatMap(({ stacks }) => stacks.map(named));
  const others = own.length > 0 || generation === undefined ? [] : othersOn(generation);
  const isOwn = own.some((stack) => chip !== undefined && isOf(stack, chip));
  const kernels = isOwn
    ? 'observed'
    : own.length > 0
      ? 'other_chip'
      : others.length > 0
        ? 'other_engine'
        : 'as_measured';
  const stacks = own.length > 0 ? own : others;
  const on = chip?.name ?? 'the chip, which was not named';
  const messages = {
    other_chip: `${name} was not observed on ${on}: its kernels take the factor of ${words(own)}.`,
    other_engine: `${name} was not observed on ${on}: its kernels take the factor and the gap of ${words(others)}, a request the time that it took on ${words(requests)}.`,
    as_measured: `${name} was not observed on ${on}: its kernels take the times that were measured or assumed of them alone, a request the time that it took on ${words(requests)}.`,
  };
  const plain = (list: readonly Observed[]) => list.map(({ engine: _, ...stack }) => stack);
  return {
    basis: { kernels, stacks: plain(stacks), requestStacks: plain(requests) },
    source: `InferenceMAX (published benchmark, Apache-2.0), medians of served requests on one node: ${words(stacks.length > 0 ? stacks : requests)}`,
    notes:
      kernels === 'observed' ? [] : [{ code: `engine.${kernels}`, message: messages[kernels] }],
  };
}

/** What was observed of all engines on a generation whose kernels nobody measured. */
function othersOn(generation: EngineGeneration): readonly Observed[] {
  if (engineCoefficients.generations[generation] === undefined) return [];
  return Object.entries(engineCoefficients.engines).flatMap(([engine, versions]) =>
    versions.flatMap(({ version, kernels }) =>
      (kernels[generation]?.stacks ?? []).map((stack) => ({
        ...stack,
        engine: `${engine} ${version}`,
      })),
    ),
  );
}

/** Whether a chip is the one that the benchmark names so. */
function isOf(stack: ObservedStack, { name }: Chip): boolean {
  return name.toLowerCase().split(/\W+/).includes(stack.chip);
}

function words(stacks: readonly Observed[]): string {
  return stacks
    .map(
      ({ engine, chip, model, precision, configurations, leftOutTpotError }) =>
        `${engine} on ${chip} with ${model} in ${precision} (${configurations} configurations, off by ${leftOutTpotError} % when left out)`,
    )
    .join(', ');
}
