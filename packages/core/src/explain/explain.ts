import type { EstimateOptions, ServedModel } from '../estimate/options.ts';
import type { Chip, System } from '../hardware/system.ts';
import type { Workload } from '../workload.ts';
import type { Explanation } from './explanation.ts';
import { expenseHeadlines } from './expenses.ts';
import { latencyHeadlines } from './latency.ts';
import { memoryHeadlines } from './memory/memoryHeadlines.ts';
import { runOf } from './run.ts';
import { stepHeadlines } from './step/stepHeadlines.ts';
import { throughputHeadlines } from './throughput.ts';
import { utilizationHeadlines } from './utilization.ts';

/**
 * Estimates how a model serves a workload on a system, and says of every number how it comes about, down to
 * the operations of each layer.
 *
 * @example
 * import { explain, Model } from '@mantile/core';
 * import { system } from '@mantile/hardware';
 * import { GatedMLPLayer } from '@mantile/layers';
 * const layer = new GatedMLPLayer({ hiddenSize: 4096, intermediateSize: 14336 });
 * const model = new Model('feed-forward only', [{ name: 'feedforward', layer, count: 32 }]);
 * const workload = { inputTokens: 1024, outputTokens: 256, load: { kind: 'batch', size: 1 } } as const;
 * const { headlines } = explain(model, system('dgx-h100'), workload);
 * const weights = headlines.find(({ name }) => name === 'memory.weights');
 * weights?.children?.[0] // => {
 * //   name: 'feedforward', unit: 'B', value: 11274289152, formula: 'count * layer',
 * //   inputs: { count: 32, layer: 352321536 }, children: weights?.children?.[0]?.children }
 * @category Explanations
 */
export function explain(
  model: ServedModel,
  hardware: Chip | System,
  workload: Workload,
  options: EstimateOptions = {},
): Explanation {
  const run = runOf(model, hardware, workload, options);
  const { estimator, estimate, decode } = run;
  return {
    model: decode.name,
    system: estimator.system.name,
    engine: estimate.engine,
    fidelity: estimate.fidelity,
    headlines: [
      ...latencyHeadlines(run),
      ...throughputHeadlines(run),
      ...stepHeadlines(run),
      ...memoryHeadlines(run),
      ...utilizationHeadlines(run),
      ...expenseHeadlines(run),
    ],
  };
}
