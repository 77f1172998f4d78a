import type { Measurement } from '../../packages/hardware/src/calibration/measurements/measurement.ts';

/**
 * Kernels whose names the measurements cut off after 40 characters, so that several share one.
 *
 * `versions.csv` lists their full names in the order in which their rows follow each other in the tables,
 * and each was measured with models of its own: their sizes tell the kernels apart.
 */
interface SharedName {
  /** The chips on which several kernels share it, by how their files start. */
  readonly chips: readonly string[];
  readonly dtype: string;
  readonly variant: string;
  /** What the kernel's name goes on with, by hidden size, inner size and experts per token. */
  readonly rest: (hidden: number, inner: number, expertsPerToken: number) => string;
}

const blackwell = ['b200_sxm', 'b300_sxm', 'gb200', 'gb300'];

const sharedNames: readonly SharedName[] = [
  {
    chips: blackwell,
    dtype: 'fp8_block',
    variant: 'fp8moe_flashinfer_trtllm_trtllmfp8expert',
    rest: (_hidden, _inner, expertsPerToken) =>
      expertsPerToken === 1 || expertsPerToken === 6 ? 'smodular' : 'smonolithic',
  },
  {
    chips: blackwell,
    dtype: 'nvfp4',
    variant: 'compressedtensorsw4a4nvfp4moe_flashinfer',
    rest: (hidden, inner) => {
      if (hidden === 6144 && inner === 3072) return '_cutlass_one_model';
      if (hidden === 2816 && inner === 704) return '_trtllm_modular_one_model';
      return '_trtllm_monolithic';
    },
  },
];

/** The measurement under the full name of its kernel, and with the matrices that it multiplied. */
export function asMeasured(measurement: Measurement, files: string): Measurement {
  if (measurement.kind !== 'experts') return measurement;
  const { dtype, engine, variant, shape, sizes } = measurement;
  const [, hidden = 0, inner = 0, expertsPerToken = 0] = shape.split(',').map(Number);
  const shared = sharedNames.find(
    (name) =>
      name.chips.includes(files) &&
      engine === 'vllm' &&
      name.dtype === dtype &&
      name.variant === variant,
  );
  if (shared !== undefined) {
    const rest = shared.rest(hidden, inner, expertsPerToken);
    return { ...measurement, variant: `${variant}${rest}` };
  }
  const isUngatedModel = expertsPerToken === 22 || (hidden === 2688 && inner === 1856);
  const knows = ungatedKernels.some((name) => variant.startsWith(name));
  if (dtype !== 'bf16' || !isUngatedModel || !knows) return measurement;
  return {
    ...measurement,
    sizes: {
      ...sizes,
      elements: (sizes.elements * 2) / 3,
      weightBytesPerExpert: (sizes.weightBytesPerExpert * 2) / 3,
      widths: (sizes.widths * 2) / 3,
    },
  };
}

/**
 * Kernels that run models whose experts have no gate with two matrices instead of three, without saying so:
 * with three, many of their times would be below the roofline.
 */
const ungatedKernels = ['unquantizedfusedmoe_', 'flashinfer_trtllm_moe'];
