import type { StepCost } from '../estimate/stepCost.ts';
import type { ExplainedNumber } from './explanation.ts';
import { milliseconds, node, sumNode, totalOf } from './node.ts';
import type { Run } from './run.ts';

/** How much of the peaks is used. */
export function utilizationHeadlines(run: Run): readonly ExplainedNumber[] {
  const { estimate } = run;
  return [
    shareNode(run, 'modelFlopsUtilization', estimate.modelFlopsUtilization, 'arithmetic', [
      'arithmeticSeconds',
      'all arithmetic of a request at datasheet peaks, on the busiest package',
    ]),
    shareNode(run, 'bandwidthUtilization', estimate.bandwidthUtilization, 'traffic', [
      'trafficSeconds',
      "all traffic of a request at the datasheet's bandwidth, on the busiest package",
    ]),
  ];
}

function shareNode(
  run: Run,
  name: string,
  value: number,
  what: string,
  [key, meaning]: readonly ['arithmeticSeconds' | 'trafficSeconds', string],
): ExplainedNumber {
  const { estimate, estimator } = run;
  const { requestsPerSecond } = estimate;
  const { replicas, stages } = estimator;
  const parts = partsOf(run, key);
  const each = totalOf(parts);
  return node(name, 'share', value, {
    meaning: 'of the time of all packages',
    formula: `${what} / 1e3 * requestsPerSecond / replicas / stages`,
    inputs: { [what]: each, requestsPerSecond, replicas, stages },
    children: [
      sumNode(what, 'ms', each, parts, { meaning }),
      node('requestsPerSecond', 'request/s', requestsPerSecond, { see: 'requestsPerSecond' }),
    ],
  });
}

/** A request's part of the steps that it generates in, and of those that take its prompt up. */
function partsOf(
  { served, shape, estimator }: Run,
  key: 'arithmeticSeconds' | 'trafficSeconds',
): readonly ExplainedNumber[] {
  const { decode, prompt, isMixed, promptSteps, promptBatch } = served;
  const { stages } = estimator;
  const of = (cost: StepCost): number => milliseconds(cost[key]);
  const sequences = served.stepSequences;
  const { steps } = shape;
  const beside = isMixed ? Math.min(of(decode), of(prompt)) : 0;
  return [
    node('generating', 'ms', (steps / Math.max(1, sequences / stages)) * of(decode), {
      meaning: 'its part of the steps that it generates in',
      formula: 'steps / max(1, sequences / stages) * step',
      inputs: { steps, stages, sequences, step: of(decode) },
      see: 'steps.decode.ms',
    }),
    node('prompt', 'ms', (promptSteps / promptBatch) * (of(prompt) - beside), {
      meaning: `its part of the steps that take its prompt up${isMixed ? ', those who generate not counted' : ''}`,
      formula: 'steps / batch * (step - beside)',
      inputs: { steps: promptSteps, batch: promptBatch, step: of(prompt), beside },
      see: 'steps.prefill.ms',
    }),
  ];
}
