import type { GapPlan } from '../suite/plan.ts';
import { count } from '../text/markdown.ts';
import type { ParallelStrategy } from './document.ts';
import { rows } from './worked.ts';

/** How the tensors of a gap can be spread, with the exchange that follows and its payload. */
export function strategiesFor(plan: GapPlan): readonly ParallelStrategy[] {
  const { sizes } = plan;
  const width = (key: string | undefined): number => sizes[key ?? ''] ?? 1;
  const outputs = plan.tensors.filter(({ split }) => split?.side === 'outputs');
  const inputs = plan.tensors.filter(({ split }) => split?.side === 'inputs');
  const stacks = plan.tensors.filter(({ byExpert }) => byExpert);
  const payload = (key: string | undefined): string =>
    `\`m * ${key ?? 'width'} * bytes\` = ${count(rows)} * ${count(width(key))} * 2 = ${count(rows * width(key) * 2)} bytes per exchange`;
  const list = (tensors: GapPlan['tensors']): string =>
    tensors
      .slice(0, 6)
      .map(({ name }) => `\`${name}\``)
      .join(', ');
  const reduced = inputs.at(-1);
  const gathered = outputs.at(-1);
  return [
    ...(reduced !== undefined
      ? [
          {
            axis: 'tensorParallel',
            description: `Cut the outputs of ${list(outputs) || 'none'} and the inputs of ${list(inputs)}.`,
            pattern: 'all-reduce',
            when: 'behind each product whose inputs are cut',
            payload: payload(reduced.dimensions[(reduced.split?.dimension ?? 1) - 1]),
          },
        ]
      : []),
    ...(reduced === undefined && gathered !== undefined
      ? [
          {
            axis: 'tensorParallel',
            description: `Cut the outputs of ${list(outputs)}.`,
            pattern: 'all-gather',
            when: 'behind each product, unless what follows works on the cut outputs',
            payload: payload(gathered.dimensions[gathered.split?.dimension ?? 0]),
          },
        ]
      : []),
    ...(reduced === undefined && gathered === undefined
      ? [
          {
            axis: 'tensorParallel',
            description: 'Nothing suggests a dimension to cut: every package repeats the work.',
            pattern: 'none',
            when: 'never',
            payload: '0 bytes',
          },
        ]
      : []),
    ...(stacks.length > 0 ? expertStrategies(plan) : []),
    {
      axis: 'sequenceParallel',
      description: 'Tokens of a prompt are dealt out; all tensors are repeated.',
      pattern:
        'none for work on single tokens; all-gather of keys and values, or passing on of a state, for work across tokens',
      when: 'prefill of long prompts',
      payload:
        '0 bytes for what the tensors show; what crosses tokens must be added from the model code',
    },
    {
      axis: 'attentionDataParallel',
      description: 'Sequences of the batch are dealt out; all tensors are repeated.',
      pattern: 'none',
      when: 'large batches',
      payload: '0 bytes',
    },
  ];
}

function expertStrategies({ sizes }: GapPlan): readonly ParallelStrategy[] {
  const { topK = 1, numExperts = 1, hiddenSize } = sizes;
  const width = hiddenSize ?? 1;
  const elements = rows * topK * width;
  return [
    {
      axis: 'expertParallel',
      description: `Deal the ${count(numExperts)} experts out: each package holds whole experts.`,
      pattern:
        'all-to-all, there and back; or all-reduce where tokens are repeated, as the cases have it',
      when: 'around the routed experts',
      payload:
        hiddenSize === undefined
          ? '`m * topK * d * bytes` there and as much back; the hidden size is not known here'
          : `\`m * topK * d * bytes\` = ${count(rows)} * ${count(topK)} * ${count(width)} * 2 = ${count(elements * 2)} bytes each way for all-to-all`,
    },
    {
      axis: 'expertParallel and tensorParallel',
      description: 'Deal experts out between nodes and cut each within one.',
      pattern: 'all-to-all between nodes, all-reduce within',
      when: 'experts of one node do not fit, or their products are too small to cut further',
      payload: 'the two above',
    },
  ];
}
