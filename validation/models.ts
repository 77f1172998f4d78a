import type { BuildPhasesOptions, ModelConfigDocument } from '@mantile/config';
import {
  deepseek_r1,
  deepseek_v3,
  glm_5,
  gpt_oss_120b,
  llama_3_1_70b,
  llama_3_1_8b,
  minimax_m2_5,
  qwen3_235b_a22b,
  qwen3_32b,
} from '@mantile/config/models';
import type { DtypeName } from '@mantile/core';
import { servedAs, type EngineName, type ServedAs } from '@mantile/hardware';
import type { Plan } from './case.ts';
import { systemOf } from './hardware.ts';

/** What decides in which formats a model runs. */
export interface Formats {
  readonly chip: string;
  readonly engine: string;
  readonly precision: string;
}

const catalogue: readonly (readonly [RegExp, string, ModelConfigDocument])[] = [
  [/gpt-oss-120b/i, 'gpt-oss-120b', gpt_oss_120b],
  [/deepseek-r1/i, 'deepseek-r1', deepseek_r1],
  [/deepseek-v3$/i, 'deepseek-v3', deepseek_v3],
  [/llama-3\.[13]-70b/i, 'llama-3.1-70b', llama_3_1_70b],
  [/llama-3\.1-8b/i, 'llama-3.1-8b', llama_3_1_8b],
  [/minimax-m2\.5/i, 'minimax-m2.5', minimax_m2_5],
  [/qwen3-235b-a22b/i, 'qwen3-235b-a22b', qwen3_235b_a22b],
  [/qwen3-32b/i, 'qwen3-32b', qwen3_32b],
  [/glm-5$/i, 'glm-5', glm_5],
];

/** The catalogue's model that a name in measurements stands for. */
export function modelOf(
  name: string,
): { readonly id: string; readonly config: ModelConfigDocument } | undefined {
  const found = catalogue.find(([pattern]) => pattern.test(name));
  return found === undefined ? undefined : { id: found[1], config: found[2] };
}

/** How a model is served, as users are told to serve it: by the plan and the checkpoint of a row. */
export function served(
  config: ModelConfigDocument,
  { chip, engine, precision }: Formats,
  parallelism: Plan,
): ServedAs {
  return servedAs(config, systemOf(chip), engine as EngineName, {
    parallelism,
    weights: weightsOf(config, chip, precision),
    kvCache: cacheOf(config, { chip, engine, precision }),
  });
}

/** How a model is built as an engine ran it. */
export function buildOptions(
  config: ModelConfigDocument,
  formats: Formats,
  plan: Plan,
): BuildPhasesOptions {
  return served(config, formats, plan).build;
}

/** Benchmarks keep the cache in eight bits wherever weights have no more, but for two of theirs on Hopper. */
export function cacheOf(
  { family = '' }: ModelConfigDocument,
  { chip, engine, precision }: Formats,
): DtypeName {
  if (precision !== 'fp4' && precision !== 'fp8') return 'bf16';
  const isLatent = /^(?:deepseek|glm)/.test(family);
  const isWide = family === 'gpt_oss' || (isLatent && engine === 'sglang');
  return /^h[12]00$/.test(chip) && isWide ? 'bf16' : 'fp8';
}

/** Models whose checkpoints in eight bits are scaled by blocks. */
const scaledByBlocks = /^(?:deepseek|glm|minimax|qwen3_moe)/;

/** The format of the checkpoint that a row's precision stands for; its publisher's own where undefined. */
function weightsOf(
  { family = '' }: ModelConfigDocument,
  chip: string,
  precision: string,
): DtypeName | undefined {
  // However a row calls it, there is one checkpoint of gpt-oss: experts in MXFP4, everything else in BF16.
  if (family === 'gpt_oss') return undefined;
  if (precision === 'fp8') return scaledByBlocks.test(family) ? 'fp8_block' : 'fp8';
  if (precision === 'fp4') return chip.startsWith('mi') ? 'mxfp4' : 'nvfp4';
  return 'bf16';
}
