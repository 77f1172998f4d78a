import { tensorBytes } from '../../tensors/size.ts';
import type { Tensor } from '../../tensors/tensor.ts';

const encoder = new TextEncoder();

/** The bytes before a safetensors file's data: eight of length, then the header. */
export function safetensorsHead(header: string, length: number = encoder.encode(header).length) {
  const text = encoder.encode(header);
  const bytes = new Uint8Array(8 + text.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
  bytes.set(text, 8);
  return bytes;
}

/** The header's text for tensors that lie one behind the other. */
export function headerOf(tensors: readonly Tensor[]): { text: string; dataBytes: number } {
  let dataBytes = 0;
  const parts = tensors.map((tensor) => {
    const start = dataBytes;
    dataBytes += tensorBytes(tensor);
    const { name, dtype, shape } = tensor;
    return `${JSON.stringify(name)}:{"dtype":"${dtype}","shape":[${shape.join(',')}],"data_offsets":[${start},${dataBytes}]}`;
  });
  return { text: `{"__metadata__":{"format":"pt"},${parts.join(',')}}`, dataBytes };
}

/** A whole safetensors file, its weights all zero. */
export function safetensorsFile(tensors: readonly Tensor[]): Uint8Array {
  const { text, dataBytes } = headerOf(tensors);
  const head = safetensorsHead(text);
  const bytes = new Uint8Array(head.length + dataBytes);
  bytes.set(head);
  return bytes;
}
