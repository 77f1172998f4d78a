import { FaultList, MantileError, Model } from '@mantile/core';
import type { ModelConfig } from '../modelConfig.ts';
import type { ModelConfigDocument } from '../modelConfigDocument.ts';
import { buildBlocks } from './buildBlocks.ts';
import type { BuildOptions, PhaseOptions } from './buildOptions.ts';
import { checkOptions, phasesKeys } from './checkOptions.ts';
import { readConfig } from './readConfig.ts';

/**
 * How to build a model whose prefill and decode differ.
 *
 * @example
 * import type { BuildPhasesOptions } from '@mantile/config';
 * const options: BuildPhasesOptions = { decode: { dtypes: { kvCache: 'fp8' } } };
 * options.prefill // => undefined
 * @category Building
 */
export interface BuildPhasesOptions extends BuildOptions {
  /** What differs in prefill. */
  readonly prefill?: PhaseOptions | undefined;
  /** What differs in decode. */
  readonly decode?: PhaseOptions | undefined;
}

/**
 * Builds a model twice: as it processes prompts, and as it generates. A phase's plan takes the place of the common
 * one as a whole; formats, layers and parts are replaced singly.
 *
 * Each of the two says what its own packages hold. Where the same packages do both, they hold the weights once only
 * if both plans spread them alike, and the larger of the two caches.
 *
 * @example
 * import { buildPhases } from '@mantile/config';
 * import { llama_3_1_8b } from '@mantile/config/models';
 * const { prefill, decode } = buildPhases(llama_3_1_8b, {
 *   parallelism: { tensorParallel: 8 },
 *   prefill: { parallelism: { tensorParallel: 2, contextParallel: 4 } },
 * });
 * [prefill.numPackages, decode.numPackages] // => [8, 8]
 * prefill.weightMemoryPerPackage > decode.weightMemoryPerPackage // => true
 * @category Building
 */
export function buildPhases(
  config: ModelConfig | ModelConfigDocument,
  options: BuildPhasesOptions = {},
): { readonly prefill: Model; readonly decode: Model } {
  const faults = new FaultList();
  checkOptions(options, phasesKeys, '', faults);
  faults.throwIfAny();
  const read = readConfig(config);
  const { prefill, decode, ...common } = options;
  const blocksOf = (phase: string, own: PhaseOptions = {}) => {
    const found = new FaultList();
    const blocks = buildBlocks(read, merged(common, own), found);
    noteBelow(phase, found, faults);
    return blocks;
  };
  const blocks = { prefill: blocksOf('prefill', prefill), decode: blocksOf('decode', decode) };
  faults.throwIfAny();
  return {
    prefill: new Model(read.name, blocks.prefill),
    decode: new Model(read.name, blocks.decode),
  };
}

function merged(common: BuildOptions, given: PhaseOptions): BuildOptions {
  const own = stated(given);
  const layers = { ...common.layers };
  for (const [name, layer] of Object.entries(own.layers ?? {})) {
    const shared = layers[name];
    layers[name] = {
      ...shared,
      ...stated(layer),
      dtypes: { ...shared?.dtypes, ...layer.dtypes },
      specs: { ...shared?.specs, ...layer.specs },
    };
  }
  return {
    ...common,
    ...own,
    dtypes: { ...common.dtypes, ...own.dtypes },
    parts: { ...common.parts, ...own.parts },
    layers,
  };
}

/** What is said: a key that is there without a value takes nothing away from the common options. */
function stated<Options extends object>(options: Options): Options {
  return Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined),
  ) as Options;
}

/** Notes the faults of a phase, each under the phase's name. */
function noteBelow(phase: string, found: FaultList, faults: FaultList): void {
  try {
    found.throwIfAny();
  } catch (error) {
    if (!MantileError.isInstance(error)) throw error;
    for (const fault of error.faults) faults.add({ ...fault, path: `${phase}.${fault.path}` });
  }
}
