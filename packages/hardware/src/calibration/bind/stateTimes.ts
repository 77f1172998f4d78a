import type { ScanOperation } from '@mantile/core';
import type { ChipCalibration } from '../calibration.ts';
import { kernelFormulas } from '../formulas/kernelFormulas.ts';
import { chooseFit } from './chooseFit.ts';
import { passTimes } from './passTimes.ts';

/** A state of fewer bytes is no matrix of a recurrence but the window of a short convolution. */
const leastStateBytes = 2 ** 18;
/** Up to so many tokens are taken in one by one. */
const mostSingleTokens = 16;

/** Microseconds of recurrences. Those of gated delta nets were measured, and stand for others too. */
export function stateTimes(
  calibration: ChipCalibration,
  engine: string | undefined,
): (operation: ScanOperation, sequences: number, tokens: number) => number | undefined {
  const wish = { dtype: 'bf16', engine };
  const single = chooseFit(calibration, 'stateDecode', wish);
  const chunked = chooseFit(calibration, 'statePrefill', wish);
  const pass = passTimes(calibration);
  const sizes = { sequences: 0, tokens: 0, stateBytes: 0 };
  return ({ stateBytes }, sequences, tokens) => {
    // A window carries three rows; each token reads and writes one.
    if (stateBytes < leastStateBytes) return pass(sequences * stateBytes * (2 + tokens / 1.5));
    sizes.sequences = sequences;
    sizes.tokens = tokens;
    sizes.stateBytes = stateBytes;
    if (tokens <= mostSingleTokens) {
      return single === undefined
        ? undefined
        : kernelFormulas.stateDecode.microseconds(single.fit.coefficients, sizes, single.rates);
    }
    return chunked === undefined
      ? undefined
      : kernelFormulas.statePrefill.microseconds(chunked.fit.coefficients, sizes, chunked.rates);
  };
}
