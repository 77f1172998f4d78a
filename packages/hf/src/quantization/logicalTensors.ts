import type { Finding } from '@mantile/config';
import type { StoredDtype, Tensor } from '../tensors/tensor.ts';
import { recognise, type Recognised } from './recognise.ts';
import { recogniseWords } from './recogniseWords.ts';
import type { Quantization } from './readQuantization.ts';
import { plain, type WeightFormat } from './weightFormat.ts';

/**
 * A tensor as the model means it, whatever its files do to store it: unpacked, without its scales.
 *
 * @example
 * import { logicalTensors, type LogicalTensor } from '@mantile/hf';
 * const { tensors } = logicalTensors([{ name: 'norm.weight', shape: [8], dtype: 'BF16' }]);
 * const [norm]: readonly LogicalTensor[] = tensors;
 * norm?.format // => { kind: 'plain' }
 * @category Quantisation
 */
export interface LogicalTensor {
  /** The name that it has unquantised. */
  readonly name: string;
  /** The shape that it has unquantised. */
  readonly shape: readonly number[];
  readonly format: WeightFormat;
  /** The type of what is stored; of packed elements, the type they are packed into. */
  readonly dtype: StoredDtype;
  /** The tensors that stand for it, its elements first. */
  readonly stored: readonly Tensor[];
}

/**
 * The tensors of a model, unpacked, and what there is to know about the packing.
 *
 * @example
 * import { logicalTensors, type LogicalTensors } from '@mantile/hf';
 * const logical: LogicalTensors = logicalTensors([{ name: 'k_proj.k_scale', shape: [], dtype: 'F32' }]);
 * logical.tensors // => []
 * logical.scales.map(({ name }) => name) // => ['k_proj.k_scale']
 * @category Quantisation
 */
export interface LogicalTensors {
  readonly tensors: readonly LogicalTensor[];
  /** Scales that no weight claims, as those of a quantised KV cache. */
  readonly scales: readonly Tensor[];
  readonly findings: readonly Finding[];
}

const looseScale =
  /(^|\.)(k_scale|v_scale|q_scale|kv_scale|prob_output_scale|k_zero_point|v_zero_point|input_scale|output_scale|input_global_scale|input_scale_ub|input_zero_point)$/;
const scaleOfNothing = /(^|[._])(scale_inv|weight_scale|weight_scale_2|qzeros|g_idx|absmax)$/;

/**
 * Unpacks stored tensors: the inverse of {@link storedTensors}. Each weight comes back under the name and shape
 * that it has unquantised; its scales, zero points and packed shapes are counted to it. Where tensors alone leave a
 * choice, as the bits of packed words do, what the configuration says decides.
 *
 * @example
 * import { logicalTensors } from '@mantile/hf';
 * const { tensors } = logicalTensors([
 *   { name: 'up_proj.weight_packed', shape: [2048, 896], dtype: 'I32' },
 *   { name: 'up_proj.weight_scale', shape: [2048, 224], dtype: 'BF16' },
 *   { name: 'up_proj.weight_shape', shape: [2], dtype: 'I32' },
 * ]);
 * tensors.map(({ name, shape, format }) => [name, shape, format.kind]) // => [
 * //   ['up_proj.weight', [2048, 7168], 'packed-int']]
 * @category Quantisation
 */
export function logicalTensors(
  tensors: readonly Tensor[],
  quantization?: Pick<Quantization, 'formatOf'>,
): LogicalTensors {
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  const find = (name: string) => byName.get(name);
  const found = new Map<Tensor, Recognised>();
  const claimed = new Set<Tensor>();
  for (const tensor of tensors) {
    const recognised =
      recognise(tensor, find) ?? recogniseWords(tensor, find, quantization?.formatOf);
    if (recognised === undefined) continue;
    found.set(tensor, recognised);
    for (const stored of recognised.stored) claimed.add(stored);
  }
  const logical: LogicalTensor[] = [];
  const scales: Tensor[] = [];
  const lost: string[] = [];
  for (const tensor of tensors) {
    const recognised = found.get(tensor);
    if (recognised !== undefined) {
      logical.push({ ...recognised, dtype: tensor.dtype });
    } else if (!claimed.has(tensor)) {
      if (looseScale.test(tensor.name)) {
        scales.push(tensor);
      } else {
        if (scaleOfNothing.test(tensor.name) || isUnscaled(tensor)) lost.push(tensor.name);
        const { name, shape, dtype } = tensor;
        logical.push({ name, shape, dtype, format: plain, stored: [tensor] });
      }
    }
  }
  return { tensors: logical, scales, findings: findingsOf(logical, lost) };
}

/** Packed or shortened elements mean nothing without their scales. */
function isUnscaled({ name, dtype }: Tensor): boolean {
  return /(^|\.)(weight_packed|qweight)$/.test(name) || dtype === 'F8_E4M3' || dtype === 'F8_E5M2';
}

function findingsOf(
  logical: readonly LogicalTensor[],
  lost: readonly string[],
): readonly Finding[] {
  const findings: Finding[] = [];
  if (lost.length > 0) {
    findings.push({
      code: 'quantization.unpaired',
      severity: 'warning',
      path: lost[0] ?? '',
      message: `${lost.length} tensors are quantised weights without scales of a known form, or such scales without weights: ${lost.slice(0, 3).join(', ')}. They are counted as they are stored.`,
      fix: 'Report the format; totals may be wrong by its packing.',
    });
  }
  const flat = logical.filter(({ format }) => format.kind === 'bitsandbytes-4bit');
  if (flat.length > 0) {
    findings.push({
      code: 'quantization.shape_unknown',
      severity: 'info',
      path: flat[0]?.name ?? '',
      message: `the shapes of ${flat.length} weights of bitsandbytes lie among their data; their elements are counted, and a shape of the configuration is taken where it has as many.`,
    });
  }
  return findings;
}
