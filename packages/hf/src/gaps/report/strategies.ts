import { textOf } from '../suite/cuts.ts';
import type { GapPlan, PlannedTensor } from '../suite/plan.ts';
import { code, count } from '../text/markdown.ts';
import type { ParallelStrategy } from './document.ts';
import { rows } from './worked.ts';

/** How the tensors of a gap can be spread, with the exchange that follows and its payload. */
export function strategiesFor(plan: GapPlan): readonly ParallelStrategy[] {
  const stacks = plan.tensors.filter(({ byExpert }) => byExpert);
  return [
    tensorStrategy(plan),
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

/** What tensor parallelism cuts: the same as the declarations and the cases say. */
function tensorStrategy(plan: GapPlan): ParallelStrategy {
  const axis = 'tensorParallel';
  const cut = plan.tensors.flatMap((tensor) =>
    tensor.cuts.flatMap((each) => (each.axis === axis ? [{ tensor, ...each }] : [])),
  );
  const whole = plan.tensors.filter(({ cuts }) => !cuts.some((each) => each.axis === axis));
  const of = (kept: readonly { readonly tensor: PlannedTensor }[]): string =>
    list(kept.map(({ tensor }) => tensor));
  const outputs = cut.filter(({ side }) => side === 'outputs');
  const inputs = cut.filter(({ side }) => side === 'inputs');
  const experts = cut.filter(({ tensor }) => tensor.role === 'experts');
  const vectors = cut.filter(({ tensor, side }) => side === undefined && tensor.role !== 'experts');
  if (cut.length === 0) {
    return {
      axis,
      description: plan.isRecurrent
        ? 'How the state of a recurrence is cut, no tensor shows: read the model code. The cases hold all of it on every package.'
        : 'Nothing suggests a dimension to cut: every package repeats the work.',
      pattern: plan.isRecurrent ? 'not known' : 'none',
      when: plan.isRecurrent ? 'not known' : 'never',
      payload: plan.isRecurrent ? 'not known' : '0 bytes',
    };
  }
  const description = [
    ...(outputs.length > 0 ? [`Cut the outputs of ${of(outputs)}.`] : []),
    ...(inputs.length > 0 ? [`Cut the inputs of ${of(inputs)}.`] : []),
    ...(experts.length > 0 ? [`Cut each expert in its inner width: ${of(experts)}.`] : []),
    ...(vectors.length > 0 ? [`Cut ${of(vectors)}.`] : []),
    ...(whole.length > 0 ? [`Replicate ${list(whole)}.`] : []),
  ].join(' ');
  const reduced = inputs.at(-1);
  const gathered = outputs.at(-1);
  const hidden = plan.sizes['hiddenSize'];
  if (reduced === undefined && experts.length > 0) {
    return {
      axis,
      description,
      pattern: 'all-reduce',
      when: 'behind the last product of the experts',
      payload:
        hidden === undefined ? 'the hidden size is not known here' : payload('hiddenSize', hidden),
    };
  }
  const last = reduced ?? gathered;
  if (last === undefined) {
    return {
      axis,
      description: `${description} They go with the outputs that they are applied to.`,
      pattern: 'none',
      when: 'never by themselves',
      payload: '0 bytes',
    };
  }
  const { dimensions, outputs: at } = last.tensor;
  const width = dimensions[at] ?? [];
  return {
    axis,
    description,
    pattern: reduced === undefined ? 'all-gather' : 'all-reduce',
    when:
      reduced === undefined
        ? 'behind each product, unless what follows works on the cut outputs'
        : 'behind each product whose inputs are cut',
    payload: payload(
      textOf(width),
      width.reduce((product, key) => product * (plan.sizes[key] ?? 1), 1),
    ),
  };
}

function payload(key: string, width: number): string {
  return `\`m * ${key} * bytes\` = ${count(rows)} * ${count(width)} * 2 = ${count(rows * width * 2)} bytes per exchange`;
}

function list(tensors: readonly PlannedTensor[]): string {
  const names = tensors.slice(0, 6).map(({ source }) => code(source.name));
  return names.join(', ') + (tensors.length > 6 ? ` and ${tensors.length - 6} more` : '');
}

function expertStrategies({ sizes, experts }: GapPlan): readonly ParallelStrategy[] {
  const { topK = 1, numExperts = 1, hiddenSize } = sizes;
  const width = hiddenSize ?? 1;
  const elements = rows * topK * width;
  return [
    {
      axis: 'expertParallel',
      description: `Deal the ${count(numExperts)} experts out: each package holds some of them${experts?.statesTopK === true ? '' : '; how many a token uses is not known, all at most'}.`,
      pattern: 'all-to-all, there and back; or all-reduce where tokens are repeated',
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
