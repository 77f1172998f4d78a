import type { ExpertsOperation, MatmulOperation } from '@mantile/core';
import type { ChipCalibration } from '../calibration.ts';
import { kernelFormulas } from '../formulas/kernelFormulas.ts';
import { kernelDtypes } from '../measurements/kernelDtypes.ts';
import { chooseFit } from './chooseFit.ts';
import { productFormat } from './formatOf.ts';
import { perOperation } from './perOperation.ts';

const sixteenBits = 2;

/** The format that a product runs in, and the bytes of an activation as it reads it. */
function formatOf(
  { weightDtype, computeDtype }: Pick<MatmulOperation, 'weightDtype' | 'computeDtype'>,
  calibration: ChipCalibration,
): { readonly dtype: string; readonly activationBytes: number } {
  const dtype = productFormat(weightDtype, computeDtype, calibration.chip);
  return { dtype, activationBytes: kernelDtypes[dtype]?.activationBytes ?? sixteenBits };
}

/** Microseconds of matrix products; undefined where none like them was measured. */
export function matmulTimes(
  calibration: ChipCalibration,
  engine: string | undefined,
): (operation: MatmulOperation, rows: number) => number | undefined {
  const bind = perOperation((operation: MatmulOperation) => {
    const { dtype, activationBytes } = formatOf(operation, calibration);
    return { activationBytes, kernel: chooseFit(calibration, 'matmul', { dtype, engine }) };
  });
  // Rewritten for every operation, so that timing allocates nothing; likewise below.
  const sizes = { rows: 0, inner: 0, outer: 0, weightBytes: 0, activationBytes: 0, hotBytes: 0 };
  const { microseconds } = kernelFormulas.matmul;
  return (operation, rows) => {
    const { kernel, activationBytes } = bind(operation);
    if (kernel === undefined) return undefined;
    sizes.rows = rows;
    sizes.inner = operation.k;
    sizes.outer = operation.n;
    sizes.weightBytes = operation.weightBytes;
    sizes.activationBytes = activationBytes;
    return microseconds(kernel.fit.coefficients, sizes, kernel.rates);
  };
}

/** Microseconds of grouped products of experts; undefined where none like them was measured. */
export function expertsTimes(
  calibration: ChipCalibration,
  engine: string | undefined,
): (
  operation: ExpertsOperation,
  pairs: number,
  tokens: number,
  active: number,
) => number | undefined {
  const bind = perOperation((operation: ExpertsOperation) => {
    const { dtype, activationBytes } = formatOf(operation, calibration);
    const placement = operation.packages > 1 ? 'spread' : 'whole';
    const wish = { dtype, engine, placement } as const;
    return { activationBytes, kernel: chooseFit(calibration, 'experts', wish) };
  });
  const sizes = {
    pairs: 0,
    tokens: 0,
    active: 0,
    elements: 0,
    weightBytesPerExpert: 0,
    widths: 0,
    activationBytes: 0,
  };
  const { microseconds } = kernelFormulas.experts;
  return (operation, pairs, tokens, active) => {
    const { kernel, activationBytes } = bind(operation);
    if (kernel === undefined) return undefined;
    sizes.pairs = pairs;
    sizes.tokens = tokens;
    sizes.active = active;
    sizes.elements = operation.elementsPerExpert;
    sizes.weightBytesPerExpert = operation.bytesPerExpert;
    sizes.widths = operation.widthsPerPair;
    sizes.activationBytes = activationBytes;
    return microseconds(kernel.fit.coefficients, sizes, kernel.rates);
  };
}
