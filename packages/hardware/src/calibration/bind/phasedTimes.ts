import type { AttentionOperation } from '@mantile/core';
import type { ChipCalibration } from '../calibration.ts';
import { kernelFormulas } from '../formulas/kernelFormulas.ts';
import type { KernelSizes } from '../formulas/kernelSizes.ts';
import {
  joinedTime,
  keySpan,
  leastPrefillQueries,
  mostDecodeQueries,
  windowedShare,
} from './attentionSizes.ts';
import type { AttentionTimes } from './attentionTimes.ts';
import { chooseFit } from './chooseFit.ts';
import { cacheFormat } from './formatOf.ts';
import { perOperation } from './perOperation.ts';

type DecodeKind = 'decodeAttention' | 'latentDecode';
type PrefillKind = 'prefillAttention' | 'latentPrefill';

/**
 * Microseconds of attention whose kernels for few and for many new tokens were measured apart; undefined
 * where neither was.
 */
export function phasedTimes(
  calibration: ChipCalibration,
  engine: string | undefined,
  decodeKind: DecodeKind,
  prefillKind: PrefillKind,
): AttentionTimes {
  const bind = perOperation((operation: AttentionOperation) => {
    const wish = { dtype: cacheFormat(operation.stateDtype), engine };
    return {
      decode: chooseFit(calibration, decodeKind, wish),
      prefill: chooseFit(calibration, prefillKind, wish),
    };
  });
  // What either kind reads; rewritten for every operation, so that timing allocates nothing.
  const few: KernelSizes['decodeAttention'] & KernelSizes['latentDecode'] = {
    sequences: 0,
    queries: 0,
    length: 0,
    heads: 0,
    kvHeads: 0,
    headWidth: 0,
    keyWidth: 0,
    valueWidth: 0,
    bytesPerPosition: 0,
    hotBytes: 0,
  };
  const many: KernelSizes['prefillAttention'] & KernelSizes['latentPrefill'] = {
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
  // Coefficients are looked up by the kind of the formula, which the compiler does not follow.
  const decodeFormula = kernelFormulas[decodeKind];
  const prefillFormula = kernelFormulas[prefillKind];

  return (operation, sequences, queries, pairs, past) => {
    const { decode, prefill } = bind(operation);
    const { heads, kvHeads, keyWidth, valueWidth, stateBytesPerPosition } = operation;
    let once = 0;
    let decoding = 0;
    if (decode === undefined) {
      if (past > 0 && queries <= leastPrefillQueries) return undefined;
    } else {
      few.sequences = sequences;
      few.length = past + queries;
      few.heads = heads;
      few.kvHeads = kvHeads;
      few.headWidth = valueWidth;
      few.keyWidth = keyWidth;
      few.valueWidth = valueWidth;
      few.bytesPerPosition = stateBytesPerPosition;
      const { fit, rates } = decode;
      few.queries = 1;
      once = decodeFormula.microseconds(fit.coefficients as never, few, rates);
      if (queries === 1) return once;
      few.queries = Math.min(queries, mostDecodeQueries);
      decoding = decodeFormula.microseconds(fit.coefficients as never, few, rates);
    }
    if (prefill === undefined) {
      return decode === undefined || queries > leastPrefillQueries ? undefined : decoding;
    }
    const span = keySpan(queries, pairs, past);
    many.sequences = sequences;
    many.queries = queries;
    many.pairs = pairs;
    many.span = span;
    many.heads = heads;
    many.keyWidth = keyWidth;
    many.valueWidth = valueWidth;
    many.cachedWidth = kvHeads * keyWidth;
    many.bytesPerPosition = stateBytesPerPosition;
    many.windowed = windowedShare(span, past + queries);
    const { fit, rates } = prefill;
    const prompt = prefillFormula.microseconds(fit.coefficients as never, many, rates);
    return decode === undefined ? prompt : joinedTime(queries, once, decoding, prompt);
  };
}
