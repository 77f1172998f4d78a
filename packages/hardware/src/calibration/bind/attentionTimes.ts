import type { AttentionOperation } from '@mantile/core';
import type { ChipCalibration } from '../calibration.ts';
import { isLatent } from './attentionSizes.ts';
import { passTimes } from './passTimes.ts';
import { phasedTimes } from './phasedTimes.ts';

/** Microseconds of attention in one step; undefined where none like it was measured. */
export type AttentionTimes = (
  operation: AttentionOperation,
  sequences: number,
  queries: number,
  pairs: number,
  past: number,
) => number | undefined;

/** Attention over keys and values, or over compressed entries. */
export function attentionTimes(
  calibration: ChipCalibration,
  engine: string | undefined,
): AttentionTimes {
  const plain = phasedTimes(calibration, engine, 'decodeAttention', 'prefillAttention');
  const latent = phasedTimes(calibration, engine, 'latentDecode', 'latentPrefill');
  const pass = passTimes(calibration);
  return (operation, sequences, queries, pairs, past) => {
    const { keyWidth, valueWidth, stateBytesPerPosition } = operation;
    // Without widths nothing is scored: entries are pooled, bound by memory.
    if (keyWidth + valueWidth === 0) {
      return pass(sequences * (past + queries) * stateBytesPerPosition);
    }
    return (isLatent(operation) ? latent : plain)(operation, sequences, queries, pairs, past);
  };
}
