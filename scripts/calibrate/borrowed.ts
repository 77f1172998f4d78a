import type { ChipCalibration } from '@mantile/hardware';

/** Kernels that were measured on a chip with the same multiprocessors and other memory alone. */
const borrowed = [
  {
    module: 'h100Sxm',
    from: 'h200Sxm',
    kind: 'matmul',
    engine: 'trtllm',
    dtypes: ['int8_wo', 'int4_wo', 'sq'],
  },
] as const;

/**
 * Adds kernels of a chip to one that is like it: weight-only products of the H100 were measured with an old
 * SGLang alone, whose kernels take many times what others do.
 */
export function withBorrowed<
  Chip extends { readonly module: string; readonly calibration: ChipCalibration },
>(chips: readonly Chip[]): readonly Chip[] {
  return chips.map((chip) => {
    const fits = borrowed
      .filter(({ module }) => module === chip.module)
      .flatMap(({ from, kind, engine, dtypes }) => {
        const lender = chips.find(({ module }) => module === from)?.calibration;
        return (lender?.fits ?? [])
          .filter((fit) => fit.kind === kind && fit.engine === engine)
          .filter(({ dtype }) => dtypes.some((name) => name === dtype))
          .map((fit) => ({ ...fit, measuredOn: lender?.chip.name }));
      });
    if (fits.length === 0) return chip;
    const calibration = { ...chip.calibration, fits: [...chip.calibration.fits, ...fits] };
    return { ...chip, calibration };
  });
}
