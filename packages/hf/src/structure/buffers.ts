import type { Tensor } from '../tensors/tensor.ts';

/** Tensors that training never changes: positions, masks, tables of frequencies, statistics. */
const bufferName =
  /(^|\.)(inv_freq|position_ids|token_type_ids|masked_bias|rope_freqs(\.weight)?|rotary_emb\.\w+|num_batches_tracked|running_mean|running_var|tid2eid|cos_cached|sin_cached)$/;

/** Whether a tensor is no parameter, by its name, or by being whole numbers that nothing scales. */
export function isBuffer(tensor: Pick<Tensor, 'name' | 'shape' | 'dtype'>): boolean {
  if (bufferName.test(tensor.name)) return true;
  // GPT-2's causal mask, [1, 1, positions, positions], has a bias's name.
  if (/(^|\.)attn\.bias$/.test(tensor.name) && tensor.shape.length === 4) return true;
  return tensor.dtype === 'BOOL' || tensor.dtype === 'I64';
}
