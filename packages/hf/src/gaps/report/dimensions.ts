import type { GapContext } from '../context.ts';
import type { Gap, GapTensor } from '../gap.ts';
import { readTensors } from '../knowledge/readTensors.ts';
import { code, shapeText } from '../text/markdown.ts';
import type { DimensionMismatch } from './document.ts';
import { derivedFrom, readingsFor, readingText } from './readings.ts';

/** Dimensions that are not what one would expect of the module, from what is expected there or from the model's width. */
export function dimensionMismatches(
  gap: Gap,
  { sizes }: Pick<GapContext, 'sizes'>,
): readonly DimensionMismatch[] {
  const { nearest } = gap;
  const configured = (nearest?.mismatches ?? []).map(({ name, expected, observed }) => {
    const readings = readingsFor(gap, name);
    return {
      description: `${code(name)} is not as ${nearest?.kind ?? 'the kind'} has it with this configuration`,
      observed: shapeText(observed),
      expected: shapeText(expected),
      interpretation: [
        interpret(expected, observed),
        ...readings.map((reading) => `Possible: ${readingText(reading)}`),
      ].join(' '),
      derived: [
        ...observed.flatMap((size, at) =>
          size === expected[at] ? [] : [[`dimension ${at}`, size] as const],
        ),
        ...readings.flatMap((reading) => derivedFrom(reading, observed, nearest?.sizes)),
      ],
      impact:
        'Products and weights count the observed sizes; a spec with the expected ones is wrong for these layers.',
    };
  });
  const { hiddenSize } = sizes;
  if (hiddenSize === undefined) return configured;
  // What the configuration asks for in this shape contradicts nothing; what it contradicts is said above.
  const joined = (nearest?.joined ?? []).map(({ name }) => name);
  const isAsked = new Set([...(nearest?.sizes === undefined ? [] : nearest.shared), ...joined]);
  const { tensors } = readTensors(gap.module, gap.tensors, sizes);
  const structural = tensors.flatMap(({ tensor, role, countsExperts }) => {
    const isMap = (role === 'product' || role === 'experts') && !countsExperts;
    if (!isMap || isAsked.has(tensor.name)) return [];
    return ofWidth(gap.module, tensor, hiddenSize, sizes);
  });
  return [...configured, ...structural];
}

function interpret(expected: readonly number[], observed: readonly number[]): string {
  if (expected.length !== observed.length) {
    return 'Another number of dimensions: several matrices in one, a split one, or a packed format.';
  }
  const [turned, plain] = [[...expected].reverse().join(), observed.join()];
  if (turned === plain) return 'The same matrix stored the other way round.';
  const ratios = observed.map((size, at) => size / (expected[at] ?? 1));
  const whole = ratios.find((ratio) => ratio > 1 && Number.isInteger(ratio));
  return whole === undefined
    ? 'Another width: layers of one model may differ, or the configuration describes another checkpoint.'
    : `${whole} times as large: several projections in one tensor, or more heads, groups or experts.`;
}

function ofWidth(
  module: string,
  { name, shape }: GapTensor,
  hiddenSize: number,
  sizes: GapContext['sizes'],
): readonly DimensionMismatch[] {
  const wide = shape.filter((size) => size !== 1);
  const [outputs, inputs] = wide;
  if (wide.length !== 2 || outputs === undefined || inputs === undefined) return [];
  const observed = `${code(name)}: ${shapeText(shape)}, hidden size: ${hiddenSize}`;
  if (outputs !== hiddenSize && inputs !== hiddenSize) {
    return [
      {
        description: `${code(name)} neither begins nor ends at the hidden size`,
        observed,
        expected: `one side of ${hiddenSize}`,
        interpretation:
          'It maps between inner widths: the second half of a low-rank projection, a head-wise map, or a part with a width of its own.',
        derived: [
          ['outputs', outputs],
          ['inputs', inputs],
        ],
        impact: `FLOPs per row are 2 * ${inputs} * ${outputs}; nothing in it scales with the hidden size.`,
      },
    ];
  }
  const other = outputs === hiddenSize ? inputs : outputs;
  // A width that the configuration states is no surprise.
  if (other === hiddenSize || Object.values(sizes).includes(other)) return [];
  const isInwards = /(^|[._])(up|gate|gate_up|w1|w3|fc1)(_proj)?([._]|$)/.test(name);
  if (isInwards && other !== 4 * hiddenSize) return [innerWidth(name, observed, other, hiddenSize)];
  if (!/attn|attention/i.test(module) || !projection.test(name)) return [];
  const { headDim } = sizes;
  const heads = headDim !== undefined && other % headDim === 0 ? other / headDim : undefined;
  return [
    {
      description: `${code(name)} is not square`,
      observed,
      expected: shapeText([hiddenSize, hiddenSize]),
      interpretation:
        other < hiddenSize
          ? 'Narrower than the model: fewer heads for keys and values than for queries, or a latent.'
          : 'Wider than the model: heads times their width is a size of its own, or several projections are fused.',
      derived: [
        ['width', other],
        ...(heads === undefined ? [] : ([['heads', heads]] as const)),
        ...(headDim === undefined ? [] : ([['headDim', headDim]] as const)),
      ],
      impact: `FLOPs per row are 2 * ${inputs} * ${outputs}, not 2 * ${hiddenSize} * ${hiddenSize}; use the actual width throughout.`,
    },
  ];
}

const projection = /(^|[._])(q|k|v|o|qkv|query|key|value|out)(_proj)?([._]|$)/;

function innerWidth(
  name: string,
  observed: string,
  inner: number,
  hiddenSize: number,
): DimensionMismatch {
  return {
    description: `${code(name)} is not four times as wide as the model`,
    observed,
    expected: `${4 * hiddenSize} (4 * ${hiddenSize})`,
    interpretation:
      'An inner width of its own, as gated networks and single experts have, or gate and up in one tensor.',
    derived: [
      ['inner width', inner],
      ['ratio', inner / hiddenSize],
    ],
    impact: 'FLOPs and memory follow from the actual inner width.',
  };
}
