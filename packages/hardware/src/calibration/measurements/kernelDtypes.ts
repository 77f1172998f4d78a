/** What a format of a measured kernel means for the bytes and the peak of its products. */
export interface KernelDtype {
  readonly weightBytes: number;
  /** Bytes of an activation as the product reads it. */
  readonly activationBytes: number;
  /** The formats whose peak its arithmetic runs at, best first. */
  readonly peaks: readonly string[];
  /** Whether 16-bit activations are quantised on the way. */
  readonly quantises: boolean;
}

const halves = ['bf16', 'fp16'];
const eights = ['fp8', 'int8', 'bf16', 'fp16'];
const fours = ['nvfp4', 'fp4', 'mxfp4', 'fp8', 'int8', 'bf16', 'fp16'];

// @__NO_SIDE_EFFECTS__
function weightOnly(weightBytes: number): KernelDtype {
  return { weightBytes, activationBytes: 2, peaks: halves, quantises: false };
}

/** The formats that measured kernels come in, by the names of the measurement files. */
export const kernelDtypes: Readonly<Record<string, KernelDtype>> = {
  bf16: { weightBytes: 2, activationBytes: 2, peaks: halves, quantises: false },
  fp8: { weightBytes: 1, activationBytes: 1, peaks: eights, quantises: true },
  // One scale per block of 128 × 128 weights: too few bytes to count.
  fp8_block: { weightBytes: 1, activationBytes: 1, peaks: eights, quantises: true },
  nvfp4: { weightBytes: 0.5625, activationBytes: 0.5625, peaks: fours, quantises: true },
  w4a8_mxfp4_mxfp8: { weightBytes: 0.53125, activationBytes: 1, peaks: eights, quantises: true },
  w4afp8: { weightBytes: 0.5, activationBytes: 1, peaks: eights, quantises: true },
  w4a16_mxfp4: weightOnly(0.53125),
  int4_wo: weightOnly(0.5),
  int8_wo: weightOnly(1),
  sq: {
    weightBytes: 1,
    activationBytes: 1,
    peaks: ['int8', 'fp8', 'bf16', 'fp16'],
    quantises: true,
  },
};

/** The name under which coefficients of a format are kept: as in the files, with `bf16` for `bfloat16`. */
export function kernelDtypeName(name: string): string {
  return name === 'bfloat16' || name === 'bf16' ? 'bf16' : name;
}
