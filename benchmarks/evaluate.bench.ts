/**
 * How fast steps are evaluated: prefill and decode of an 80-layer dense transformer through the public API,
 * layers constructed once and workloads varying, beside a hand-inlined closed form of the same arithmetic.
 */
import { Clock, idealEfficiency, Model, StepFrame, Tally, type Step } from '@mantile/core';
import {
  EmbeddingLayer,
  GatedMLPLayer,
  GroupedQueryAttentionLayer,
  LMHeadLayer,
  NormLayer,
} from '@mantile/layers';
import { closedForm, type ClosedFormTotals } from './closedForm.ts';
import { dense, system } from './subjects.ts';
import { publish } from './publish.ts';
import { rate, table } from './table.ts';

const { layers, hiddenSize, intermediateSize, numHeads, numKvHeads, vocabSize } = dense;
const parallelism = { tensorParallel: dense.tensorParallel };
const model = new Model('dense transformer', [
  {
    name: 'embedding',
    layer: new EmbeddingLayer({ vocabSize, hiddenSize, parallelism }),
    count: 1,
  },
  { name: 'norm', layer: new NormLayer({ hiddenSize, parallelism }), count: 2 * layers + 1 },
  {
    name: 'attention',
    layer: new GroupedQueryAttentionLayer({ hiddenSize, numHeads, numKvHeads, parallelism }),
    count: layers,
  },
  {
    name: 'feedforward',
    layer: new GatedMLPLayer({ hiddenSize, intermediateSize, parallelism }),
    count: layers,
  },
  { name: 'head', layer: new LMHeadLayer({ vocabSize, hiddenSize, parallelism }), count: 1 },
]);

const frame = new StepFrame();

/** One evaluation: a prompt of varying length, then a token after a context of varying length. */
function evaluateWith(tally: Tally): (round: number) => number {
  return (round) => {
    const batchSize = 1 + (round & 31);
    const prompt: Step = { phase: 'prefill', batchSize, seqLen: 128 + (round & 4095) };
    tally.reset();
    model.forward(frame.set(prompt), tally);
    const prefill = tally.flops + tally.activationBytes;
    const token: Step = { phase: 'decode', batchSize, contextLen: 128 + (round & 8191) };
    tally.reset();
    model.forward(frame.set(token), tally);
    return prefill + tally.flops + tally.weightReadBytes + tally.stateReadBytes;
  };
}

function evaluateByHand(): (round: number) => number {
  const totals: ClosedFormTotals = {
    flops: 0,
    weightReadBytes: 0,
    stateReadBytes: 0,
    stateWriteBytes: 0,
    activationBytes: 0,
    payloadBytes: 0,
    wireBytes: 0,
    kernels: 0,
  };
  return (round) => {
    const batchSize = 1 + (round & 31);
    closedForm(totals, true, batchSize, 128 + (round & 4095), 0);
    const prefill = totals.flops + totals.activationBytes;
    closedForm(totals, false, batchSize, 1, 128 + (round & 8191));
    return prefill + totals.flops + totals.weightReadBytes + totals.stateReadBytes;
  };
}

const hand = evaluateByHand();
const counted = evaluateWith(new Tally());
for (const round of [0, 17, 4711]) {
  if (hand(round) !== counted(round)) throw new Error('the closed form computes something else');
}
const handRate = rate(hand);
const tallyRate = rate(counted);
const clockRate = rate(evaluateWith(new Clock(system, idealEfficiency)));

publish(
  table([
    ['prefill + decode of 80 layers', 'evaluations per second', 'of hand-inlined'],
    ['hand-inlined closed form', handRate, 1],
    ['`Tally`: counts', tallyRate, tallyRate / handRate],
    ['`Clock`: counts and times, ideal', clockRate, clockRate / handRate],
  ]),
);
