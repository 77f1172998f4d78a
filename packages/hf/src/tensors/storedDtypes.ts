/** Elements that a block holds and the bytes it takes; a plain number is a block of one. */
export interface StoredBlock {
  readonly elements: number;
  readonly bytes: number;
  /** PyTorch's name, where it has the type. */
  readonly torch?: string;
}

/** The types that a safetensors header may name. */
export const safetensorsDtypes = {
  BOOL: { elements: 1, bytes: 1, torch: 'bool' },
  U8: { elements: 1, bytes: 1, torch: 'uint8' },
  I8: { elements: 1, bytes: 1, torch: 'int8' },
  U16: { elements: 1, bytes: 2, torch: 'uint16' },
  I16: { elements: 1, bytes: 2, torch: 'int16' },
  U32: { elements: 1, bytes: 4, torch: 'uint32' },
  I32: { elements: 1, bytes: 4, torch: 'int32' },
  U64: { elements: 1, bytes: 8, torch: 'uint64' },
  I64: { elements: 1, bytes: 8, torch: 'int64' },
  F4: { elements: 2, bytes: 1, torch: 'float4_e2m1fn_x2' },
  F6_E2M3: { elements: 4, bytes: 3 },
  F6_E3M2: { elements: 4, bytes: 3 },
  F8_E4M3: { elements: 1, bytes: 1, torch: 'float8_e4m3fn' },
  F8_E5M2: { elements: 1, bytes: 1, torch: 'float8_e5m2' },
  F8_E4M3FNUZ: { elements: 1, bytes: 1, torch: 'float8_e4m3fnuz' },
  F8_E5M2FNUZ: { elements: 1, bytes: 1, torch: 'float8_e5m2fnuz' },
  F8_E8M0: { elements: 1, bytes: 1, torch: 'float8_e8m0fnu' },
  F16: { elements: 1, bytes: 2, torch: 'float16' },
  BF16: { elements: 1, bytes: 2, torch: 'bfloat16' },
  F32: { elements: 1, bytes: 4, torch: 'float32' },
  F64: { elements: 1, bytes: 8, torch: 'float64' },
  C64: { elements: 1, bytes: 8, torch: 'complex64' },
} as const satisfies Record<string, StoredBlock>;

/** The block formats of GGML, as GGUF files store them: elements and bytes of a block. */
export const ggmlDtypes = {
  Q4_0: { elements: 32, bytes: 18 },
  Q4_1: { elements: 32, bytes: 20 },
  Q5_0: { elements: 32, bytes: 22 },
  Q5_1: { elements: 32, bytes: 24 },
  Q8_0: { elements: 32, bytes: 34 },
  Q8_1: { elements: 32, bytes: 36 },
  Q2_K: { elements: 256, bytes: 84 },
  Q3_K: { elements: 256, bytes: 110 },
  Q4_K: { elements: 256, bytes: 144 },
  Q5_K: { elements: 256, bytes: 176 },
  Q6_K: { elements: 256, bytes: 210 },
  Q8_K: { elements: 256, bytes: 292 },
  IQ2_XXS: { elements: 256, bytes: 66 },
  IQ2_XS: { elements: 256, bytes: 74 },
  IQ3_XXS: { elements: 256, bytes: 98 },
  IQ1_S: { elements: 256, bytes: 50 },
  IQ4_NL: { elements: 32, bytes: 18 },
  IQ3_S: { elements: 256, bytes: 110 },
  IQ2_S: { elements: 256, bytes: 82 },
  IQ4_XS: { elements: 256, bytes: 136 },
  IQ1_M: { elements: 256, bytes: 56 },
  TQ1_0: { elements: 256, bytes: 54 },
  TQ2_0: { elements: 256, bytes: 66 },
  MXFP4: { elements: 32, bytes: 17 },
  NVFP4: { elements: 64, bytes: 36 },
} as const satisfies Record<string, StoredBlock>;

/** The block of a type by its name; nothing for an unknown name. */
export function storedBlock(dtype: string): StoredBlock | undefined {
  for (const table of [safetensorsDtypes, ggmlDtypes] as readonly Record<string, StoredBlock>[]) {
    if (Object.hasOwn(table, dtype)) return table[dtype];
  }
  return undefined;
}

/** Whether elements lie in blocks with scales of their own, as those of GGML do. */
export function isPackedInBlocks(dtype: string): boolean {
  return Object.hasOwn(ggmlDtypes, dtype);
}
