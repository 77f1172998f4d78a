/**
 * How fast deployments are estimated: prompts, generating, memory and serving of real models through the public
 * API, models and systems put together once and workloads varying.
 */
import { Estimator, type Load } from '@mantile/core';
import { buildModel } from '@mantile/config';
import { deepseek_r1, gpt_oss_120b, llama_3_1_70b } from '@mantile/config/models';
import { calibratedSystem, system } from '@mantile/hardware';
import { publish } from './publish.ts';
import { rate } from './rate.ts';

const ideal = system('dgx-h200');
const calibrated = calibratedSystem(ideal, { engine: 'vllm' });
const models = [
  ['Llama 3.1 70B, dense', llama_3_1_70b],
  ['gpt-oss-120b, MoE and windows', gpt_oss_120b],
  ['DeepSeek-R1, MLA and MoE', deepseek_r1],
] as const;

/** One estimate of a workload that is another each time. */
function estimateWith(estimator: Estimator, loadOf: (requests: number) => Load) {
  return (round: number): number => {
    const load = loadOf(1 + (round & 63));
    const inputTokens = 256 + (round & 1023);
    return estimator.estimate({ inputTokens, outputTokens: 512, load }).e2eMs;
  };
}

const rates: Record<string, number> = {};
for (const [name, config] of models) {
  const model = buildModel(config, { parallelism: { tensorParallel: 8 } });
  rates[`${name}: a static batch, ideal`] = rate(
    estimateWith(new Estimator(model, ideal), (size) => ({ kind: 'batch', size })),
  );
  rates[`${name}: a closed loop, calibrated`] = rate(
    estimateWith(new Estimator(model, calibrated), (requests) => ({
      kind: 'concurrency',
      requests,
    })),
  );
}

await publish('estimates', ['full estimates of eight packages', 'per second'], rates);
