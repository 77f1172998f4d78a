import type { ExplainedNumber } from '../explanation.ts';
import { milliseconds, node, sumNode, totalOf } from '../node.ts';
import { engineSource, type Run } from '../run.ts';
import { kernelsOf, type StepRun } from './stepRun.ts';
import type { TracedLayer } from './tracedLayers.ts';

/** What the engine takes for a step beside its kernels. */
export function engineNode(
  run: Run,
  { hasPrompt, sequences }: StepRun,
  layers: readonly TracedLayer[],
): ExplainedNumber {
  const { costs } = run.estimator.replica.timer.rules;
  const source = engineSource(run);
  const times = (name: string, count: string, each: number, many: number): ExplainedNumber => {
    const inputs = { each: milliseconds(each), [count]: many };
    const value = milliseconds(each * many);
    return node(name, 'ms', value, { formula: `each * ${count}`, inputs, source });
  };
  const once = (name: string, seconds: number): ExplainedNumber =>
    node(name, 'ms', milliseconds(seconds), { source });
  const kernels = kernelsOf(layers);
  const parts = [
    once('perStep', costs.stepSeconds),
    times('perSequence', 'sequences', costs.sequenceSeconds, sequences),
    times('perKernel', 'kernels', costs.kernelSeconds, kernels),
    ...(hasPrompt
      ? [
          once('perPromptStep', costs.promptStepSeconds),
          times('perKernelWithPrompts', 'kernels', costs.promptKernelSeconds, kernels),
        ]
      : []),
  ];
  const meaning = 'what the engine takes beside its kernels';
  return sumNode('engine', 'ms', totalOf(parts), parts, { meaning });
}
