import { dense } from './subjects.ts';

/** What a tally counts. */
export interface ClosedFormTotals {
  flops: number;
  weightReadBytes: number;
  stateReadBytes: number;
  stateWriteBytes: number;
  activationBytes: number;
  payloadBytes: number;
  wireBytes: number;
  kernels: number;
}

const {
  layers,
  hiddenSize: d,
  intermediateSize,
  headDim: e,
  vocabSize,
  tensorParallel: tp,
} = dense;
const bytes = 2;
const heads = dense.numHeads / tp;
const kvHeads = dense.numKvHeads / tp;
const inner = intermediateSize / tp;
const rowsOfTable = Math.ceil(vocabSize / tp);
const qkv = (heads + 2 * kvHeads) * e;
const wire = (2 * (tp - 1)) / tp;
const gatherWire = (tp - 1) / tp;

/**
 * All that the layers of the benchmark's model compute in a step, in one function with every constant folded:
 * the fastest that this arithmetic can be in JavaScript.
 */
export function closedForm(
  totals: ClosedFormTotals,
  isPrefill: boolean,
  batchSize: number,
  seqLen: number,
  contextLen: number,
): void {
  const rows = batchSize * seqLen;
  const scored = isPrefill ? batchSize : rows;
  const length = contextLen + seqLen;
  const pairs = batchSize * seqLen * length;
  const entry = 2 * kvHeads * e * bytes;
  totals.flops =
    (2 * layers + 1) * 5 * rows * d +
    layers * (2 * rows * d * qkv + 4 * heads * e * pairs + 2 * rows * heads * e * d) +
    layers * 6 * rows * d * inner +
    2 * scored * d * rowsOfTable;
  totals.weightReadBytes =
    Math.min(rows, rowsOfTable) * d * bytes +
    (2 * layers + 1) * d * bytes +
    layers * (qkv + heads * e) * d * bytes +
    layers * 3 * d * inner * bytes +
    d * rowsOfTable * bytes;
  totals.stateReadBytes = layers * batchSize * contextLen * entry;
  totals.stateWriteBytes = layers * batchSize * seqLen * entry;
  totals.activationBytes = Math.max(
    rows * d * bytes,
    rows * (2 * d + qkv) * bytes,
    rows * (2 * d + inner) * bytes,
    scored * (d + rowsOfTable) * bytes,
  );
  const reduced = (2 * layers + 1) * rows * d * bytes;
  const gathered = scored * vocabSize * bytes;
  totals.payloadBytes = reduced + gathered;
  totals.wireBytes = reduced * wire + gathered * gatherWire;
  totals.kernels = 2 + (2 * layers + 1) + layers * 4 + layers * 4 + 2;
}
