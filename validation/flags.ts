import type { EngineProfile } from '@mantile/core';
import { packagesOf, type Case } from './case.ts';

/**
 * The tokens of prompts that a step takes up at most, where the scripts of the benchmark set them differently from
 * an engine's defaults.
 */
export function flagsOf(each: Case): Partial<EngineProfile> {
  const { engine, chip, precision, plan, model } = each;
  if (each.source !== 'InferenceMAX') return {};
  if (engine === 'trtllm') return { chunkTokens: model === 'gpt-oss-120b' ? 20_000 : 8192 };
  if (engine !== 'sglang') return {};
  switch (chip) {
    case 'h100':
    case 'h200':
      return { chunkTokens: 32_768 };
    case 'b200': {
      const isSmall = precision === 'fp8' && packagesOf(plan) < 8;
      const chunkTokens = precision === 'fp4' ? 16_384 : isSmall ? 8192 : 32_768;
      return { chunkTokens };
    }
    case 'mi355x':
      return { chunkTokens: 196_608 };
    default:
      return { chunkTokens: 131_072 };
  }
}

/** Every how many steps the scripts let SGLang look for new requests: seldom on Blackwell, each step elsewhere. */
export function pollStepsOf({ source, engine, chip, concurrency }: Case): number {
  if (source !== 'InferenceMAX' || engine !== 'sglang' || chip !== 'b200') return 1;
  return concurrency >= 16 ? 30 : 10;
}
