import { refusal } from '../read/refusal.ts';
import { safetensorsDtypes, storedBlock } from '../tensors/storedDtypes.ts';
import type { StoredDtype, Tensor } from '../tensors/tensor.ts';
import { isBuffer } from './buffers.ts';
import { readCsv, toCsvField } from './csv.ts';

const header = 'kind,name,shape,dtype';

/** PyTorch's name of a stored type, where it has one. */
function torchName(dtype: StoredDtype): string {
  const { torch } = storedBlock(dtype) ?? {};
  return torch === undefined ? dtype : `torch.${torch}`;
}

/** Stored types by PyTorch's names. */
function storedNames(): ReadonlyMap<string, StoredDtype> {
  const names = Object.keys(safetensorsDtypes) as readonly StoredDtype[];
  return new Map(names.map((name) => [torchName(name), name]));
}

/**
 * Writes a list of tensors as CSV (`kind,name,shape,dtype`, as Python prints shapes and types) or as JSON, which
 * keeps the files too. A spreadsheet takes no name for a formula.
 *
 * @example
 * import { saveTensorInspection } from '@mantile/hf';
 * saveTensorInspection([{ name: 'lm_head.weight', shape: [128256, 8192], dtype: 'BF16' }], 'csv') // => 'kind,name,shape,dtype\nparam,lm_head.weight,"(128256, 8192)",torch.bfloat16\n'
 * @category Structure
 */
export function saveTensorInspection(
  tensors: readonly Tensor[],
  format: 'csv' | 'json' = 'csv',
): string {
  if (!['csv', 'json'].includes(format)) {
    throw refusal({
      code: 'inspection.format',
      path: 'format',
      value: format,
      legal: ['csv', 'json'],
      message: 'expected csv or json.',
    });
  }
  const kind = (tensor: Tensor) => (isBuffer(tensor) ? 'buffer' : 'param');
  if (format === 'json') {
    const list = tensors.map((tensor) => ({ kind: kind(tensor), ...tensor }));
    return `${JSON.stringify(list, null, 2)}\n`;
  }
  const lines = tensors.map((tensor) => {
    const { name, shape, dtype } = tensor;
    const tuple = `"(${shape.join(', ')}${shape.length === 1 ? ',' : ''})"`;
    return `${kind(tensor)},${toCsvField(name)},${tuple},${torchName(dtype)}`;
  });
  return `${[header, ...lines].join('\n')}\n`;
}

/**
 * Reads a list of tensors that {@link saveTensorInspection} wrote, or another program in the same form.
 *
 * @example
 * import { readTensorInspection } from '@mantile/hf';
 * readTensorInspection('kind,name,shape,dtype\nparam,model.norm.weight,"(8192,)",torch.float16\n') // => [
 * //   { name: 'model.norm.weight', shape: [8192], dtype: 'F16' }]
 * @category Structure
 */
export function readTensorInspection(text: string): readonly Tensor[] {
  const start = text.trimStart();
  if (start.startsWith('[')) return readJson(text);
  const [first, ...rows] = readCsv(text);
  if (first?.join(',') !== header) throw malformed(1, `expected the columns ${header}.`);
  const stored = storedNames();
  return rows.map((fields, index) => {
    const [, name, tuple = '', dtype = ''] = fields;
    const numbers = /^\((?:(\d{1,16}(?:, ?\d{1,16})*),?)?\)$/.exec(tuple);
    if (fields.length !== 4 || name === undefined || numbers === null) {
      throw malformed(index + 2, 'expected a kind, a name, a shape like (2, 3) and a type.');
    }
    const shape = numbers[1] === undefined ? [] : numbers[1].split(',').map(Number);
    return toTensor(name, shape, stored.get(dtype) ?? dtype, undefined, index + 2);
  });
}

function readJson(text: string): readonly Tensor[] {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch (cause) {
    throw malformed(1, cause instanceof Error ? cause.message : 'this is no JSON.');
  }
  return (list as readonly unknown[]).map((entry, index) => {
    const { name, shape, dtype, file } = (entry ?? {}) as Partial<Record<string, unknown>>;
    if (typeof name !== 'string' || !Array.isArray(shape) || typeof dtype !== 'string') {
      throw malformed(index + 1, 'expected a name, a shape and a dtype.');
    }
    return toTensor(name, shape, dtype, typeof file === 'string' ? file : undefined, index + 1);
  });
}

function toTensor(
  name: string,
  shape: readonly unknown[],
  dtype: string,
  file: string | undefined,
  row: number,
): Tensor {
  const isShape = shape.every((size) => Number.isSafeInteger(size) && (size as number) >= 0);
  if (!isShape || storedBlock(dtype) === undefined) {
    throw malformed(row, `no type ${dtype} is known, or the shape holds no whole numbers.`);
  }
  return {
    name,
    shape: shape as readonly number[],
    dtype: dtype as StoredDtype,
    ...(file !== undefined && { file }),
  };
}

function malformed(row: number, message: string) {
  return refusal({ code: 'inspection.malformed', path: `row ${row}`, value: row, message });
}
