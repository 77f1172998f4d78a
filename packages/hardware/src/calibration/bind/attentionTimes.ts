import type { AttentionOperation } from '@mantile/core';
import type { ChipCalibration } from '../calibration.ts';
import { kernelFormulas } from '../formulas/kernelFormulas.ts';
import { isLatent, joinedTime, keySpan, leastPrefillQueries } from './attentionSizes.ts';
import { chooseFit } from './chooseFit.ts';
import { cacheFormat } from './formatOf.ts';
import { latentTimes } from './latentTimes.ts';
import { passTimes } from './passTimes.ts';
import { perOperation } from './perOperation.ts';

/** Microseconds of attention in one step; undefined where none like it was measured. */
export type AttentionTimes = (
  operation: AttentionOperation,
  sequences: number,
  queries: number,
  pairs: number,
  past: number,
) => number | undefined;

/** A span this much shorter than the sequence comes from a window. */
const fullSpan = 0.99;

/** Attention over keys and values, or over compressed entries. */
export function attentionTimes(
  calibration: ChipCalibration,
  engine: string | undefined,
): AttentionTimes {
  const plain = plainTimes(calibration, engine);
  const latent = latentTimes(calibration, engine);
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

function plainTimes(calibration: ChipCalibration, engine: string | undefined): AttentionTimes {
  const bind = perOperation((operation: AttentionOperation) => {
    const wish = { dtype: cacheFormat(operation.stateDtype), engine };
    return {
      decode: chooseFit(calibration, 'decodeAttention', wish),
      prefill: chooseFit(calibration, 'prefillAttention', wish),
    };
  });
  const decodeSizes = {
    sequences: 0,
    queries: 0,
    length: 0,
    heads: 0,
    kvHeads: 0,
    headWidth: 0,
    bytesPerPosition: 0,
    hotBytes: 0,
  };
  const prefillSizes = {
    sequences: 0,
    queries: 0,
    pairs: 0,
    span: 0,
    heads: 0,
    keyWidth: 0,
    valueWidth: 0,
    cachedWidth: 0,
    bytesPerPosition: 0,
    windowed: 0,
  };
  return (operation, sequences, queries, pairs, past) => {
    const { decode, prefill } = bind(operation);
    let decoding = 0;
    if (decode === undefined) {
      if (past > 0 && queries <= leastPrefillQueries) return undefined;
    } else {
      decodeSizes.sequences = sequences;
      // Beyond, only reading the cache bounds a prompt from below.
      decodeSizes.queries = Math.min(queries, leastPrefillQueries);
      decodeSizes.length = past + queries;
      decodeSizes.heads = operation.heads;
      decodeSizes.kvHeads = operation.kvHeads;
      decodeSizes.headWidth = operation.valueWidth;
      decodeSizes.bytesPerPosition = operation.stateBytesPerPosition;
      const { microseconds } = kernelFormulas.decodeAttention;
      decoding = microseconds(decode.fit.coefficients, decodeSizes, decode.rates);
    }
    if (prefill === undefined) {
      return decode === undefined || queries > leastPrefillQueries ? undefined : decoding;
    }
    const span = keySpan(queries, pairs, past);
    prefillSizes.sequences = sequences;
    prefillSizes.queries = queries;
    prefillSizes.pairs = pairs;
    prefillSizes.span = span;
    prefillSizes.heads = operation.heads;
    prefillSizes.keyWidth = operation.keyWidth;
    prefillSizes.valueWidth = operation.valueWidth;
    prefillSizes.cachedWidth = operation.kvHeads * operation.keyWidth;
    prefillSizes.bytesPerPosition = operation.stateBytesPerPosition;
    prefillSizes.windowed = Number(span < fullSpan * (past + queries));
    const { microseconds } = kernelFormulas.prefillAttention;
    const prompt = microseconds(prefill.fit.coefficients, prefillSizes, prefill.rates);
    return decode === undefined ? prompt : joinedTime(queries, decoding, prompt);
  };
}
