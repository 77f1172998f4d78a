import type { EngineProfile } from '@mantile/core';
import { packagesOf, type Case } from './case.ts';

/** SGLang, told to look for new requests only every so many steps, was seen to take them up later than that alone explains. */
export const polledWaitSteps = 4.2;

/**
 * What the scripts of the benchmark set differently from an engine's defaults:
 * tokens of prompts per step, and how often SGLang looks for new requests on Blackwell.
 */
export function flagsOf(each: Case): Partial<EngineProfile> {
  const { engine, chip, precision, plan, concurrency, model } = each;
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
      return { chunkTokens, pollSteps: concurrency >= 16 ? 30 : 10, waitSteps: polledWaitSteps };
    }
    case 'mi355x':
      return { chunkTokens: 196_608 };
    default:
      return { chunkTokens: 131_072 };
  }
}
