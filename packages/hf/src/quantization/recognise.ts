import type { StoredDtype, Tensor } from '../tensors/tensor.ts';
import { besideName, groups } from './formats/storing.ts';
import type { WeightFormat } from './weightFormat.ts';

/** A weight found among stored tensors: its own name and shape, its format, and what is stored for it. */
export interface Recognised {
  readonly name: string;
  readonly shape: readonly number[];
  readonly format: WeightFormat;
  readonly stored: readonly Tensor[];
}

/** A tensor by its name. */
export type Find = (name: string) => Tensor | undefined;

/**
 * Recognises a quantised weight by its main tensor and what lies beside it; nothing for a plain tensor, and for
 * one that belongs to another.
 */
export function recognise(tensor: Tensor, find: Find): Recognised | undefined {
  switch (tensor.dtype) {
    case 'F8_E4M3':
      return recogniseFp8(tensor, find);
    case 'U8':
      return recogniseBytes(tensor, find);
    case 'I8':
      return recogniseSigned(tensor, find);
    default:
      return undefined;
  }
}

function recogniseFp8(tensor: Tensor, find: Find): Recognised | undefined {
  for (const scaleName of ['weight_scale_inv', 'weight_scale', 'scale'] as const) {
    const scale = find(besideName(tensor.name, scaleName));
    if (scale === undefined || scale === tensor) continue;
    const format = fp8Format(tensor, scale, scaleName, find);
    if (format === undefined) continue;
    const input = find(besideName(tensor.name, 'input_scale'));
    const stored = [tensor, scale, ...(input === undefined ? [] : [input])];
    return { name: tensor.name, shape: tensor.shape, format, stored };
  }
  return undefined;
}

function fp8Format(
  tensor: Tensor,
  scale: Tensor,
  scaleName: 'weight_scale_inv' | 'weight_scale' | 'scale',
  find: Find,
): WeightFormat | undefined {
  const rows = tensor.shape.at(-2) ?? 1;
  const columns = tensor.shape.at(-1) ?? 1;
  const scaleRows = scale.shape.at(-2) ?? 1;
  const scaleColumns = scale.shape.at(-1) ?? 1;
  const isScalar = scale.shape.every((size) => size === 1);
  if (isScalar && scale.shape.length < 2) {
    const hasInputScale = find(besideName(tensor.name, 'input_scale')) !== undefined;
    return { kind: 'fp8-tensor', hasInputScale };
  }
  const isPowers = scale.dtype === 'F8_E8M0' || scale.dtype === 'U8';
  if (isPowers && scaleRows === rows && scaleColumns === groups(columns, 32)) {
    return { kind: 'mxfp8', scaleDtype: scale.dtype, scaleName };
  }
  const pieces = [1, 2, 4, 8].find((count) => scaleRows === count * groups(rows / count, 128));
  if (pieces !== undefined && scaleColumns === groups(columns, 128)) {
    const joined = pieces === 1 ? {} : { pieces };
    return { kind: 'fp8-block', block: [128, 128], scaleDtype: scale.dtype, scaleName, ...joined };
  }
  const isByRow =
    (scaleRows === rows && scaleColumns === 1) ||
    (scale.shape.length === 1 && scaleColumns === rows);
  if (isByRow && scaleName === 'weight_scale') {
    return { kind: 'fp8-channel', scaleDtype: scale.dtype };
  }
  return undefined;
}

function recogniseBytes(tensor: Tensor, find: Find): Recognised | undefined {
  const blocks = recogniseBlocks(tensor, find);
  if (blocks !== undefined) return blocks;
  const absmax = find(`${tensor.name}.absmax`);
  if (absmax !== undefined) return recogniseBitsAndBytes(tensor, absmax, find);
  const isPacked = tensor.name.endsWith('.weight_packed');
  const name = isPacked ? tensor.name.slice(0, -'_packed'.length) : tensor.name;
  const scale = find(besideName(name, 'weight_scale'));
  const style = isPacked ? 'compressed-tensors' : 'modelopt';
  const width = tensor.shape.at(-1) ?? 0;
  if (scale === undefined) return undefined;
  const shape = [...tensor.shape.slice(0, -1), width * 2];
  const scaleWidth = scale.shape.at(-1);
  if (scale.dtype === 'F8_E4M3' && scaleWidth === groups(width, 8)) {
    const globals = isPacked
      ? ['weight_global_scale', 'input_global_scale']
      : ['weight_scale_2', 'input_scale'];
    const [global, input] = globals.map((leaf) => find(besideName(name, leaf)));
    const format = { kind: 'nvfp4', style, hasInputScale: input !== undefined } as const;
    return { name, shape, format, stored: present([tensor, scale, global, input]) };
  }
  const isPowers = scale.dtype === 'U8' || scale.dtype === 'F8_E8M0';
  if (isPowers && scaleWidth === groups(width, 16)) {
    return { name, shape, format: { kind: 'mxfp4', style }, stored: [tensor, scale] };
  }
  return undefined;
}

function recogniseBlocks(tensor: Tensor, find: Find): Recognised | undefined {
  const [, name] = /^(.*)_blocks$/.exec(tensor.name) ?? [];
  const scales = name === undefined ? undefined : find(`${name}_scales`);
  if (name === undefined || scales === undefined || tensor.shape.at(-1) !== 16) return undefined;
  const [groupCount = 0, columns = 0] = [tensor.shape.at(-2), tensor.shape.at(-3)];
  const shape = [...tensor.shape.slice(0, -3), groupCount * 32, columns];
  return { name, shape, format: { kind: 'mxfp4', style: 'gpt-oss' }, stored: [tensor, scales] };
}

function recogniseBitsAndBytes(tensor: Tensor, absmax: Tensor, find: Find): Recognised {
  const own = (leaf: string) => find(`${tensor.name}.${leaf}`);
  const states = (['nf4', 'fp4'] as const).map(
    (type) => [type, own(`quant_state.bitsandbytes__${type}`)] as const,
  );
  const type = states.find(([, state]) => state !== undefined)?.[0] ?? 'nf4';
  const nested = own('nested_absmax');
  const format = { kind: 'bitsandbytes-4bit', type, isNested: nested !== undefined } as const;
  const companions = [absmax, own('quant_map'), nested, own('nested_quant_map')];
  return {
    name: tensor.name,
    // The shape lies among the data; the count is known.
    shape: [tensor.shape.reduce((count, size) => count * size, 2)],
    format,
    stored: present([tensor, ...companions, ...states.map(([, state]) => state)]),
  };
}

function recogniseSigned(tensor: Tensor, find: Find): Recognised | undefined {
  const { name, shape } = tensor;
  const width = shape.at(-1) ?? 0;
  const powers = find(besideName(name, 'scale'));
  if (powers?.dtype === 'F8_E8M0' && powers.shape.at(-1) === groups(width, 16)) {
    return {
      name,
      shape: [...shape.slice(0, -1), width * 2],
      format: { kind: 'mxfp4', style: 'deepseek' },
      stored: [tensor, powers],
    };
  }
  const rows = find(besideName(name, 'SCB'));
  if (rows !== undefined) {
    return { name, shape, format: { kind: 'bitsandbytes-8bit' }, stored: [tensor, rows] };
  }
  const scale = find(besideName(name, 'weight_scale'));
  if (scale === undefined) return undefined;
  const scaleDtype: StoredDtype = scale.dtype;
  return { name, shape, format: { kind: 'int8-channel', scaleDtype }, stored: [tensor, scale] };
}

function present(tensors: readonly (Tensor | undefined)[]): readonly Tensor[] {
  return tensors.filter((tensor) => tensor !== undefined);
}
