import type { Model } from '@mantile/core';
import { standardLayers } from '@mantile/layers';
import type { Finding } from '../finding.ts';
import type { ModelConfig } from '../modelConfig.ts';
import type { ModelConfigDocument } from '../modelConfigDocument.ts';
import { buildModel } from './buildModel.ts';
import type { BuildOptions } from './buildOptions.ts';
import { readConfig } from './readConfig.ts';

/**
 * A model with layers that nobody has described yet, at both ends of what their weights may cost.
 *
 * @example
 * import { boundedModels, type BoundedModels } from '@mantile/config';
 * import { llama_3_1_8b } from '@mantile/config/models';
 * const bounded: BoundedModels = boundedModels(llama_3_1_8b);
 * bounded.unknowns.length // => 0
 * @category Building
 */
export interface BoundedModels {
  /** Unknown layers cost nothing but an even share of their weights' memory. */
  readonly lower: Model;
  /** Unknown layers hold all their weights everywhere, and multiply them with every token. */
  readonly upper: Model;
  /** A finding for each unknown type of layer; the two models are one where there is none. */
  readonly unknowns: readonly Finding[];
}

/**
 * Builds a model twice where the registry lacks some of its classes: once with the least that the weights of these
 * layers cost, once with the most. What weights do not tell is in neither, see {@link UnknownLayer}.
 *
 * @example
 * import { boundedModels, type ModelConfig } from '@mantile/config';
 * const config: ModelConfig = {
 *   modelId: 'toy', name: 'Toy', hiddenSize: 64, numLayers: 1, vocabSize: 1000,
 *   totalParams: 4160, totalParamsFormatted: '4.2K', validated: false,
 *   layerTypes: [
 *     { name: 'attention', class: 'NewAttention', count: 1, supported: false, specs: {},
 *       tensors: [{ name: 'mix.weight', shape: [64, 64] }] },
 *     { name: 'norm', class: 'RMSNormLayer', count: 1, supported: true, specs: { hiddenSize: 64 } },
 *   ],
 * };
 * const { lower, upper, unknowns } = boundedModels(config);
 * const step = { phase: 'prefill', batchSize: 1, seqLen: 10 } as const;
 * const flops = [lower, upper].map((model) => model.computeMetrics(step).flopsPerPackage);
 * flops // => [5 * 64 * 10, 5 * 64 * 10 + 2 * 64 * 64 * 10]
 * unknowns.map(({ code }) => code) // => ['build.unknown_layer']
 * @category Building
 */
export function boundedModels(
  config: ModelConfig | ModelConfigDocument,
  options: Omit<BuildOptions, 'unknown'> = {},
): BoundedModels {
  const upper = buildModel(config, { ...options, unknown: 'upper' });
  const { registry = standardLayers } = options;
  const unknowns = readConfig(config).layerTypes.flatMap(
    ({ name, class: kind, count }, index): readonly Finding[] => {
      const block = upper.blocks.find((each) => each.name === name);
      if (registry.has(kind) || block === undefined) return [];
      const parameters = block.layer.parameterCount.total;
      return [
        {
          code: 'build.unknown_layer',
          severity: 'warning',
          path: `layerTypes[${index}].class`,
          message:
            `nobody has described ${kind}: ${count} of it, of ${parameters} parameters each, cost between nothing and one ` +
            'product of all parameters with every token. Attention over cached positions, the cache, recurrences and ' +
            'exchanges between packages are in neither bound.',
          fix: `Register a layer class of kind ${kind}.`,
        },
      ];
    },
  );
  const lower =
    unknowns.length === 0 ? upper : buildModel(config, { ...options, unknown: 'lower' });
  return { lower, upper, unknowns };
}
