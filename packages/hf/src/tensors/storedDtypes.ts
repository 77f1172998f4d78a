/** Elements that a block holds and the bytes it takes; a plain number is a block of one. */
export interface StoredBlock {
  readonly elements: number;
  readonly bytes: number;
  /** PyTorch's name, where it has the type. */
  readonly torch?: string;
}

function plain(bytes: number, torch: string): StoredBlock {
  return { elements: 1, bytes, torch };
}

function packed(elements: number, bytes: number, torch?: string): StoredBlock {
  return torch === undefined ? { elements, bytes } : { elements, bytes, torch };
}

/** The types that a safetensors header may name. */
export const safetensorsDtypes = {
  BOOL: plain(1, 'bool'),
  U8: plain(1, 'uint8'),
  I8: plain(1, 'int8'),
  U16: plain(2, 'uint16'),
  I16: plain(2, 'int16'),
  U32: plain(4, 'uint32'),
  I32: plain(4, 'int32'),
  U64: plain(8, 'uint64'),
  I64: plain(8, 'int64'),
  F4: packed(2, 1, 'float4_e2m1fn_x2'),
  F6_E2M3: packed(4, 3),
  F6_E3M2: packed(4, 3),
  F8_E4M3: plain(1, 'float8_e4m3fn'),
  F8_E5M2: plain(1, 'float8_e5m2'),
  F8_E4M3FNUZ: plain(1, 'float8_e4m3fnuz'),
  F8_E5M2FNUZ: plain(1, 'float8_e5m2fnuz'),
  F8_E8M0: plain(1, 'float8_e8m0fnu'),
  F16: plain(2, 'float16'),
  BF16: plain(2, 'bfloat16'),
  F32: plain(4, 'float32'),
  F64: plain(8, 'float64'),
  C64: plain(8, 'complex64'),
} as const satisfies Record<string, StoredBlock>;

/** The block formats of GGML, as GGUF files store them: elements and bytes of a block. */
export const ggmlDtypes = {
  Q4_0: packed(32, 18),
  Q4_1: packed(32, 20),
  Q5_0: packed(32, 22),
  Q5_1: packed(32, 24),
  Q8_0: packed(32, 34),
  Q8_1: packed(32, 36),
  Q2_K: packed(256, 84),
  Q3_K: packed(256, 110),
  Q4_K: packed(256, 144),
  Q5_K: packed(256, 176),
  Q6_K: packed(256, 210),
  Q8_K: packed(256, 292),
  IQ2_XXS: packed(256, 66),
  IQ2_XS: packed(256, 74),
  IQ3_XXS: packed(256, 98),
  IQ1_S: packed(256, 50),
  IQ4_NL: packed(32, 18),
  IQ3_S: packed(256, 110),
  IQ2_S: packed(256, 82),
  IQ4_XS: packed(256, 136),
  IQ1_M: packed(256, 56),
  TQ1_0: packed(256, 54),
  TQ2_0: packed(256, 66),
  MXFP4: packed(32, 17),
  NVFP4: packed(64, 36),
} as const satisfies Record<string, StoredBlock>;

const all: Readonly<Record<string, StoredBlock>> = { ...safetensorsDtypes, ...ggmlDtypes };

/** The block of a type by its name; nothing for an unknown name. */
export function storedBlock(dtype: string): StoredBlock | undefined {
  return Object.hasOwn(all, dtype) ? all[dtype] : undefined;
}

/** Whether elements lie in blocks with scales of their own, as those of GGML do. */
export function isPackedInBlocks(dtype: string): boolean {
  return Object.hasOwn(ggmlDtypes, dtype);
}
