/**
 * How fast steps are evaluated: prefill and decode of an 80-layer dense transformer through the public API,
 * layers constructed once and workloads varying, beside a hand-inlined closed form of the same arithmetic.
 */
import { Clock, idealEfficiency, StepFrame, Tally, type Model, type Step } from '@mantile/core';
import { closedForm, type ClosedFormTotals } from './closedForm.ts';
import { system } from './subjects.ts';
import { denseModel, mixedModel } from './models.ts';
import { publish } from './publish.ts';
import { rate } from './rate.ts';

const frame = new StepFrame();

/** One evaluation: a prompt of varying length, then a token after a context of varying length. */
function evaluateWith(model: Model, tally: Tally): (round: number) => number {
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
const dense = denseModel();
const mixed = mixedModel();
const counted = evaluateWith(dense, new Tally());
for (const round of [0, 17, 4711]) {
  if (hand(round) !== counted(round)) throw new Error('the closed form computes something else');
}

await publish('benchmark', ['prefill and decode', 'per second', 'of hand-inlined'], {
  '80-layer dense model, inlined by hand': rate(hand),
  'the same, `Tally`: counts': rate(counted),
  'the same, `Clock`: counts and ideal times': rate(
    evaluateWith(dense, new Clock(system, idealEfficiency)),
  ),
  '60 layers of MLA, SWA, MLP and MoE, `Tally`': rate(evaluateWith(mixed, new Tally())),
  'the same, `Clock`': rate(evaluateWith(mixed, new Clock(system, idealEfficiency))),
});
