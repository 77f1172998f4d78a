import type { AttentionOperation } from '@mantile/core';
import type { ChipCalibration } from '../calibration.ts';
import { kernelFormulas } from '../formulas/kernelFormulas.ts';
import { joinedTime, keySpan, leastPrefillQueries } from './attentionSizes.ts';
import type { AttentionTimes } from './attentionTimes.ts';
import { chooseFit } from './chooseFit.ts';
import { cacheFormat } from './formatOf.ts';
import { perOperation } from './perOperation.ts';

/** Microseconds of attention over compressed entries; undefined where none like it was measured. */
export function latentTimes(
  calibration: ChipCalibration,
  engine: string | undefined,
): AttentionTimes {
  const bind = perOperation((operation: AttentionOperation) => {
    const wish = { dtype: cacheFormat(operation.stateDtype), engine };
    return {
      decode: chooseFit(calibration, 'latentDecode', wish),
      prefill: chooseFit(calibration, 'latentPrefill', wish),
    };
  });
  const decodeSizes = {
    sequences: 0,
    queries: 0,
    length: 0,
    heads: 0,
    keyWidth: 0,
    valueWidth: 0,
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
    bytesPerPosition: 0,
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
      decodeSizes.keyWidth = operation.keyWidth;
      decodeSizes.valueWidth = operation.valueWidth;
      decodeSizes.bytesPerPosition = operation.stateBytesPerPosition;
      const { microseconds } = kernelFormulas.latentDecode;
      decoding = microseconds(decode.fit.coefficients, decodeSizes, decode.rates);
    }
    if (prefill === undefined) {
      return decode === undefined || queries > leastPrefillQueries ? undefined : decoding;
    }
    prefillSizes.sequences = sequences;
    prefillSizes.queries = queries;
    prefillSizes.pairs = pairs;
    prefillSizes.span = keySpan(queries, pairs, past);
    prefillSizes.heads = operation.heads;
    prefillSizes.keyWidth = operation.keyWidth;
    prefillSizes.valueWidth = operation.valueWidth;
    prefillSizes.bytesPerPosition = operation.stateBytesPerPosition;
    const { microseconds } = kernelFormulas.latentPrefill;
    const prompt = microseconds(prefill.fit.coefficients, prefillSizes, prefill.rates);
    return decode === undefined ? prompt : joinedTime(queries, decoding, prompt);
  };
}
