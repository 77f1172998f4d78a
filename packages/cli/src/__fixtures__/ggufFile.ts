import { tensorBytes, type Tensor } from '@mantile/hf';

const types: Readonly<Record<string, number>> = { F32: 0, F16: 1, Q4_K: 12 };

function sized(value: number, size: 4 | 8): Buffer {
  const bytes = Buffer.alloc(size);
  bytes.writeUInt32LE(value);
  return bytes;
}

function text(value: string): Buffer {
  return Buffer.concat([sized(value.length, 8), Buffer.from(value, 'latin1')]);
}

const padded = (length: number) => Math.ceil(length / 32) * 32;

/** A GGUF file of such tensors, with zeros for weights. */
export function ggufFile(
  metadata: Readonly<Record<string, string | number>>,
  tensors: readonly Tensor[],
): Uint8Array {
  const entries = Object.entries(metadata).map(([key, value]) =>
    typeof value === 'number'
      ? Buffer.concat([text(key), sized(4, 4), sized(value, 4)])
      : Buffer.concat([text(key), sized(8, 4), text(value)]),
  );
  let offset = 0;
  const infos = tensors.map((tensor) => {
    const dimensions = [...tensor.shape].reverse().map((size) => sized(size, 8));
    const type = sized(types[tensor.dtype] ?? 0, 4);
    const at = sized(offset, 8);
    offset += padded(tensorBytes(tensor));
    return Buffer.concat([text(tensor.name), sized(dimensions.length, 4), ...dimensions, type, at]);
  });
  const head = Buffer.concat([
    ...[Buffer.from('GGUF'), sized(3, 4), sized(tensors.length, 8), sized(entries.length, 8)],
    ...entries,
    ...infos,
  ]);
  return Buffer.concat([head, Buffer.alloc(padded(head.length) - head.length + offset)]);
}
