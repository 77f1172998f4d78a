/** A tensor to be written: its dimensions innermost first, as files have them. */
export interface WrittenTensor {
  readonly name: string;
  readonly dimensions: readonly number[];
  readonly type: number;
  readonly bytes: number;
  readonly offset?: number;
}

type Value = string | number | readonly string[];

/** The bytes of a GGUF file with zeros for weights. Numbers are written as 32 bits, lists as lists of strings. */
export function ggufFile(
  metadata: Readonly<Record<string, Value>>,
  tensors: readonly WrittenTensor[],
  isLittleEndian = true,
  version = 3,
): Uint8Array {
  const bytes: number[] = [];
  const number = (value: number, size: 4 | 8): void => {
    const view = new DataView(new ArrayBuffer(size));
    if (size === 4) view.setUint32(0, value, isLittleEndian);
    else view.setBigUint64(0, BigInt(value), isLittleEndian);
    bytes.push(...new Uint8Array(view.buffer));
  };
  const text = (value: string): void => {
    const encoded = new TextEncoder().encode(value);
    number(encoded.length, 8);
    bytes.push(...encoded);
  };
  bytes.push(0x47, 0x47, 0x55, 0x46);
  number(version, 4);
  number(tensors.length, 8);
  number(Object.keys(metadata).length, 8);
  for (const [key, value] of Object.entries(metadata)) {
    text(key);
    if (typeof value === 'number') {
      number(4, 4);
      number(value, 4);
    } else if (typeof value === 'string') {
      number(8, 4);
      text(value);
    } else {
      number(9, 4);
      number(8, 4);
      number(value.length, 8);
      value.forEach(text);
    }
  }
  let offset = 0;
  for (const tensor of tensors) {
    text(tensor.name);
    number(tensor.dimensions.length, 4);
    for (const size of tensor.dimensions) number(size, 8);
    number(tensor.type, 4);
    number(tensor.offset ?? offset, 8);
    offset += Math.ceil(tensor.bytes / 32) * 32;
  }
  const start = Math.ceil(bytes.length / 32) * 32;
  const file = new Uint8Array(start + offset);
  file.set(bytes);
  return file;
}
