import {
  asSystem,
  MantileError,
  plainEngine,
  type Chip,
  type EngineProfile,
  type System,
} from '@mantile/core';
import { engineCoefficients } from './coefficients.ts';
import { basisOf, type EngineBasis } from './engineBasis.ts';
import type {
  EngineGeneration,
  EngineName,
  EngineVersion,
  KernelCoefficients,
} from './engineCoefficients.ts';
import { checkEngineName } from './checkEngineName.ts';
import { generationOf } from './generationOf.ts';

/**
 * What of an engine is not as it comes.
 *
 * @example
 * import { engineProfile, b200Sxm, type EngineProfileOptions } from '@mantile/hardware';
 * const options: EngineProfileOptions = { pollSteps: 30 };
 * engineProfile('sglang', b200Sxm, options).pollSteps // => 30
 * @category Engines
 */
export interface EngineProfileOptions {
  /** A version that was observed; the newest on the generation of the chip when absent. */
  readonly version?: string | undefined;
  /** New requests are looked for every so many steps (SGLang's `--scheduler-recv-interval`); each step when absent. */
  readonly pollSteps?: number | undefined;
}

type Schedule = Pick<
  EngineProfile,
  'scheduler' | 'chunkTokens' | 'memoryShare' | 'blockTokens' | 'admission'
>;

/** How engines schedule and keep memory as they come: what flags of one's own change. */
const schedules: Readonly<Record<EngineName, Schedule>> = {
  vllm: {
    scheduler: 'mixed',
    chunkTokens: 8192,
    memoryShare: 0.9,
    blockTokens: 16,
    admission: 'current',
  },
  trtllm: {
    scheduler: 'mixed',
    chunkTokens: 8192,
    memoryShare: 0.9,
    blockTokens: 32,
    admission: 'full',
  },
  sglang: {
    scheduler: 'exclusive',
    chunkTokens: 16384,
    memoryShare: 0.88,
    blockTokens: 64,
    admission: 'current',
  },
  atom: {
    scheduler: 'exclusive',
    chunkTokens: 16384,
    memoryShare: 0.9,
    blockTokens: 16,
    admission: 'current',
  },
};

/** Steps until an engine that plans one step ahead takes a request up: half a step, and most of one already planned. */
const waitSteps = 1.9;
/** Tokenising. */
const promptTokenSeconds = 2e-6;

/**
 * A profile of `estimate`, and what its costs rest on.
 *
 * @example
 * import { b200Sxm, engineProfile, type ObservedEngineProfile } from '@mantile/hardware';
 * const profile: ObservedEngineProfile = engineProfile('trtllm', b200Sxm);
 * profile.basis.kernels // => 'observed'
 * @category Engines
 */
export interface ObservedEngineProfile extends EngineProfile {
  readonly basis: EngineBasis;
}

/**
 * The profile of a serving engine on a chip: how it schedules, and what served requests show of it beside its kernels.
 *
 * The costs stand for one version: the newest that was observed on the generation of the chip, else the newest of all,
 * unless one is named. `basis` says what was observed; where that was another chip, another engine or nothing, `notes`
 * do, and estimates pass these on. Flags that differ from an engine's defaults are set on top: `{ ...engineProfile('vllm'), chunkTokens: 2048 }`. What is left of
 * the error is on the page of accuracy.
 *
 * @example
 * import { engineProfile, h100Sxm } from '@mantile/hardware';
 * const { scheduler, chunkTokens, version } = engineProfile('vllm', h100Sxm);
 * [scheduler, chunkTokens, version] // => ['mixed', 8192, '0.13.0']
 * @category Engines
 */
export function engineProfile(
  engine: EngineName,
  hardware?: Chip | System,
  { version, pollSteps = 1 }: EngineProfileOptions = {},
): ObservedEngineProfile {
  checkEngineName(engine);
  const chip = hardware === undefined ? undefined : asSystem(hardware).chip;
  const generation = chip && generationOf(chip);
  const known = versionOf(engine, generation, version);
  const { kernelFactor, kernelMicroseconds } = kernelsOf(known, generation);
  return {
    ...plainEngine,
    name: engine,
    version: known.version,
    ...(chip !== undefined && { chip: chip.name }),
    ...basisOf(engine, known, chip, generation),
    ...schedules[engine],
    pollSteps,
    waitSteps: waitSteps + (pollSteps > 1 ? engineCoefficients.polledWaitSteps : 0),
    kernelFactor,
    costs: {
      ...plainEngine.costs,
      kernelSeconds: kernelMicroseconds * 1e-6,
      requestSeconds: known.requestMilliseconds * 1e-3,
      promptTokenSeconds,
    },
  };
}

function versionOf(
  engine: EngineName,
  generation: EngineGeneration | undefined,
  version: string | undefined,
): EngineVersion {
  const versions = engineCoefficients.engines[engine];
  if (version !== undefined) {
    const named = versions.find((each) => each.version === version);
    const legal = versions.map((each) => each.version);
    return named ?? refuse(version, legal);
  }
  const newest = [...versions].reverse();
  const observed = newest.find(
    ({ kernels }) => generation !== undefined && kernels[generation] !== undefined,
  );
  return observed ?? newest[0] ?? versions[0];
}

function kernelsOf(
  { kernels }: EngineVersion,
  generation: EngineGeneration | undefined,
): KernelCoefficients {
  const asMeasured = { kernelFactor: 1, kernelMicroseconds: 0 };
  if (generation === undefined) return asMeasured;
  return kernels[generation] ?? engineCoefficients.generations[generation] ?? asMeasured;
}

function refuse(value: string, legal: readonly string[]): never {
  const message = `that version was not observed. Known: ${legal.join(', ')}.`;
  throw new MantileError([
    { code: 'engine.unknown_version', path: 'version', value, legal, message },
  ]);
}
