import { FaultList, Model } from '@mantile/core';
import type { ModelConfig } from '../modelConfig.ts';
import type { ModelConfigDocument } from '../modelConfigDocument.ts';
import { buildBlocks } from './buildBlocks.ts';
import type { BuildOptions } from './buildOptions.ts';
import { buildKeys, checkOptions } from './checkOptions.ts';
import { readConfig } from './readConfig.ts';

/**
 * Builds the model that a config describes: every layer constructed, with its formats and its share of the plan.
 * All that is wrong, in whichever layers, is refused at once.
 *
 * The text model runs. Vision and audio towers, an encoder, and layers that predict several tokens ahead rest:
 * their weights are held, but they run at other times and over other lengths; build them with
 * `parts: { text: 'rests', vision: 'runs' }` to see what an image costs, or leave them out as `absent`.
 *
 * A config's `dtype` is that of its stored weights. One of 16 bits or more serves for everything; beside a narrower
 * one all else is bf16, so say `dtypes: { compute: 'fp8' }` where products run in it. Options go before all formats
 * of the config: `dtype` sets every role, `dtypes` single ones, and the weights' format is that of experts too, also
 * where the config packs these otherwise.
 *
 * A layer of a class that the registry lacks becomes an {@link UnknownLayer}; see {@link boundedModels}.
 *
 * @example
 * import { buildModel } from '@mantile/config';
 * import { llama_3_1_8b } from '@mantile/config/models';
 * const model = buildModel(llama_3_1_8b, { parallelism: { tensorParallel: 4 } });
 * model.parameterCount.total // => 8030261248
 * model.computeMetrics({ phase: 'decode', batchSize: 1, contextLen: 1023 }).kvCacheTotal // => 1024 * 131072
 * @category Building
 */
export function buildModel(
  config: ModelConfig | ModelConfigDocument,
  options: BuildOptions = {},
): Model {
  const faults = new FaultList();
  checkOptions(options, buildKeys, '', faults);
  faults.throwIfAny();
  const read = readConfig(config);
  const blocks = buildBlocks(read, options, faults);
  faults.throwIfAny();
  return new Model(read.name, blocks);
}
