import type { ExpectedTensor } from '../../blueprint/naming.ts';
import type { ConfigReader } from '../configReader.ts';
import type { Source } from '../family.ts';

/**
 * A tensor that the first checkpoints of a family hold though it is no parameter: a mask, positions. Those written
 * since can do without, and where it is known that one does, it is not asked for.
 */
export function storedBuffer(
  { evidence }: Source,
  name: string,
  shape: readonly number[],
  dtype = 'F32',
): ExpectedTensor {
  const isOptional = evidence !== undefined && !evidence.has(name);
  return { name, shape, dtype, isBuffer: true, ...(isOptional && { isOptional }) };
}

/** The like that only some checkpoints hold. */
export function optionalBuffer(
  name: string,
  shape: readonly number[],
  dtype = 'F32',
): ExpectedTensor {
  return { name, shape, dtype, isBuffer: true, isOptional: true };
}

/** The frequencies by which heads are rotated, in every layer: older versions of transformers stored them. */
export function rotaryBuffers(config: ConfigReader, numLayers: number): readonly ExpectedTensor[] {
  const width = config.count('hidden_size') / config.count('num_attention_heads');
  const shape = [Math.floor((config.optionalCount('head_dim') ?? width) / 2)];
  return Array.from({ length: numLayers }, (_, layer) =>
    optionalBuffer(`model.layers.${layer}.self_attn.rotary_emb.inv_freq`, shape),
  );
}
