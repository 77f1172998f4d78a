import { logicalTensors, type LogicalTensor } from '../quantization/logicalTensors.ts';
import type { Quantization } from '../quantization/readQuantization.ts';
import { elementCount } from '../tensors/size.ts';
import type { Tensor } from '../tensors/tensor.ts';
import { activeElements } from './activeElements.ts';
import { isBuffer } from './buffers.ts';
import { componentOf, type Component } from './component.ts';
import { requireTensors } from '../tensors/requireTensors.ts';
import { formatCount } from './formatCount.ts';

/**
 * What tensors alone cannot tell.
 *
 * @example
 * import { countParameters, type CountOptions } from '@mantile/hf';
 * const options: CountOptions = { isHeadTied: true };
 * const tensors = ['model.embed_tokens.weight', 'lm_head.weight'].map((name) => ({ name, shape: [100, 8], dtype: 'BF16' as const }));
 * const { logicalUnique, logicalStored } = countParameters(tensors, options);
 * [logicalUnique, logicalStored] // => [800, 1600]
 * @category Structure
 */
export interface CountOptions {
  /** Whether the head is the embedding (`tie_word_embeddings`): stored twice, it still counts once. */
  readonly isHeadTied?: boolean | undefined;
  /** Experts that one token uses, of all that a layer has (`num_experts_per_tok`). */
  readonly expertsPerToken?: number | undefined;
  /** How weights are stored, for formats whose tensors leave a choice. */
  readonly quantization?: Pick<Quantization, 'formatOf'> | undefined;
}

/**
 * A model's parameters, counted in the three ways in which totals are published.
 *
 * @example
 * import { countParameters, type ModelParameterCount } from '@mantile/hf';
 * const count: ModelParameterCount = countParameters([{ name: 'lm_head.weight', shape: [128256, 8192], dtype: 'BF16' }]);
 * count.totalFormatted // => '1.1B'
 * @category Structure
 */
export interface ModelParameterCount {
  /** Parameters, unpacked, each once: what a model is named after. */
  readonly logicalUnique: number;
  /** Parameters, unpacked, as often as they are stored. */
  readonly logicalStored: number;
  /** Elements in the files: packed words, scales and buffers as they lie there. */
  readonly storedElements: number;
  /** Elements of buffers, which are no parameters. */
  readonly buffers: number;
  /** `logicalUnique`, by what it serves. */
  readonly byComponent: Readonly<Partial<Record<Component, number>>>;
  /** `logicalUnique`. */
  readonly total: number;
  /**
   * Of `total`, what one token of text uses: towers and layers that predict further tokens are left out, and of routed
   * experts only those it is sent to count. Absent where there are experts and nobody said how many that is.
   */
  readonly active?: number;
  /** `total` as people write it. */
  readonly totalFormatted: string;
}

/**
 * Counts a model's parameters: without scales and buffers, packed weights unpacked, and a tied head once.
 *
 * @example
 * import { countParameters } from '@mantile/hf';
 * const { total, storedElements } = countParameters([
 *   { name: 'up_proj.weight', shape: [2048, 2048], dtype: 'U8' },
 *   { name: 'up_proj.weight_scale', shape: [2048, 256], dtype: 'F8_E4M3' },
 *   { name: 'up_proj.weight_scale_2', shape: [], dtype: 'F32' },
 * ]);
 * [total, storedElements] // => [8388608, 4718593]
 * const experts = { name: 'model.layers.0.mlp.experts.up_proj', shape: [8, 64, 16], dtype: 'BF16' as const };
 * countParameters([experts], { expertsPerToken: 2 }).active // => 2048
 * @category Structure
 */
export function countParameters(
  tensors: readonly Tensor[],
  options: CountOptions = {},
): ModelParameterCount {
  requireTensors(tensors);
  const byComponent: Partial<Record<Component, number>> = {};
  let logicalStored = 0;
  let logicalUnique = 0;
  let buffers = 0;
  const unique: LogicalTensor[] = [];
  const logical = logicalTensors(tensors, options.quantization).tensors;
  for (const tensor of logical) {
    const elements = elementCount(tensor);
    if (isBuffer(tensor)) {
      buffers += elements;
      continue;
    }
    logicalStored += elements;
    const component = componentOf(tensor.name);
    if (options.isHeadTied === true && isHead(tensor.name)) continue;
    logicalUnique += elements;
    unique.push(tensor);
    byComponent[component] = (byComponent[component] ?? 0) + elements;
  }
  const active = activeElements(unique, options.expertsPerToken);
  return {
    logicalUnique,
    logicalStored,
    storedElements: tensors.reduce((sum, tensor) => sum + elementCount(tensor), 0),
    buffers,
    byComponent,
    total: logicalUnique,
    ...(active !== undefined && { active }),
    totalFormatted: formatCount(logicalUnique),
  };
}

/** The text model's own head; a predicted token's has a copy of its own. */
function isHead(name: string): boolean {
  return /^((model|language_model|text_model)\.)*(lm_head|embed_out|output)\.weight$/.test(name);
}
