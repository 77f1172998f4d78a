import type { Finding } from '@mantile/config';
import { isBuffer } from '../structure/buffers.ts';
import { elementCount } from '../tensors/size.ts';
import { isPackedInBlocks } from '../tensors/storedDtypes.ts';
import type { Tensor } from '../tensors/tensor.ts';
import { ggufConfig, ggufFamily, type GgufFamily } from './ggufConfig.ts';
import { hubTensors } from './ggufNames.ts';
import type { GgufStructure } from './inspectGguf.ts';

/**
 * A GGUF model in the words of the hub, as far as its architecture is known.
 *
 * @example
 * import { ggufModel, type GgufModel } from '@mantile/hf/gguf';
 * const model: GgufModel = ggufModel({ tensors: [], bytes: 0, isLittleEndian: true, metadata: {}, findings: [] });
 * [model.config, model.findings[0]?.code] // => [undefined, 'gguf.counted_only']
 * @category GGUF
 */
export interface GgufModel {
  /** The fields of a config.json that its header tells; absent where the architecture is not known. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Its tensors under the hub's names, tables that can be computed left out; absent likewise. */
  readonly tensors?: readonly Tensor[];
  readonly findings: readonly Finding[];
}

/**
 * Says in the fields of a config.json, and in the names of the hub, what a GGUF file holds, for `buildModelConfig`
 * to explain it layer by layer. Of an architecture that is not known, that its tensors can only be counted.
 *
 * @example
 * import { ggufModel } from '@mantile/hf/gguf';
 * const { tensors } = ggufModel({
 *   architecture: 'llama',
 *   tensors: [{ name: 'blk.0.attn_q.weight', shape: [64, 64], dtype: 'F16' }],
 *   bytes: 8192,
 *   isLittleEndian: true,
 *   metadata: { 'llama.embedding_length': 64 },
 *   findings: [],
 * });
 * tensors?.map(({ name }) => name) // => ['model.layers.0.self_attn.q_proj.weight']
 * @category GGUF
 */
export function ggufModel(structure: GgufStructure): GgufModel {
  const family = ggufFamily(structure);
  if (family === undefined) {
    const { architecture } = structure;
    const what =
      architecture === undefined ? 'no architecture is named' : `${architecture} is not mapped`;
    return {
      findings: [
        {
          code: 'gguf.counted_only',
          severity: 'warning',
          path: 'general.architecture',
          message: `${what}: the tensors of this file are counted, and held against no layers.`,
          fix: 'Name the model on HuggingFace, whose config.json says what the tensors are.',
        },
      ],
    };
  }
  const weights = structure.tensors.filter((tensor) => !isBuffer(tensor));
  return {
    config: ggufConfig(structure, family),
    tensors: renamed(weights, family),
    findings: lostFormats(structure, weights),
  };
}

/** Far more than any model has: a stack of experts is a few bytes of a header, and a tensor for each of them here. */
const mostTensors = 1_000_000;

/** The tensors by other names, each its own: what would be a second one of a name keeps that of the file. */
function renamed(weights: readonly Tensor[], { experts }: GgufFamily): readonly Tensor[] {
  const byName = new Map<string, Tensor>();
  for (const tensor of weights) {
    const parts = byName.size < mostTensors ? hubTensors(tensor, experts) : [tensor];
    const isTaken = parts.some(({ name }) => byName.has(name));
    for (const part of isTaken ? [tensor] : parts) byName.set(part.name, part);
  }
  return [...byName.values()];
}

/** The formats of blocks have no place in a model config, which would be wrong without a word. */
function lostFormats({ bytes }: GgufStructure, weights: readonly Tensor[]): readonly Finding[] {
  const packed = weights.filter(({ dtype }) => isPackedInBlocks(dtype));
  if (packed.length === 0) return [];
  const elements = weights.reduce((sum, tensor) => sum + elementCount(tensor), 0);
  const kinds = [...new Set(packed.map(({ dtype }) => dtype))].sort();
  return [
    {
      code: 'gguf.formats_not_carried',
      severity: 'warning',
      path: 'tensors',
      message:
        `the file packs ${packed.length} tensors in blocks of ${kinds.join(', ')}, ${((bytes * 8) / elements).toFixed(2)} bits an element in all; ` +
        'a model config has no such formats, and says what the model is before it is packed.',
      fix: 'Take memory from the inspection, or set a number format of as many bits.',
    },
  ];
}
