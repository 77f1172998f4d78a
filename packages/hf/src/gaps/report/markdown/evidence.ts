import type { GapContext } from '../../context.ts';
import { code, count, shapeText, table } from '../../text/markdown.ts';
import type { GapReportDocument } from '../document.ts';

/** The tensors, each sort once. */
export function tensorLines({ gap, furtherTensors }: GapReportDocument): readonly string[] {
  const explained = gap.explained.slice(0, 40).map(code).join(', ');
  return [
    table(
      ['Tensor', 'Shape', 'Dtype', 'Copies', 'Parameters', 'Bytes', 'Example'],
      gap.tensors.map(({ name, shape, dtype, copies, parameters, bytes, example }) => [
        code(name),
        shapeText(shape),
        code(dtype),
        count(copies),
        count(parameters),
        count(bytes),
        code(example),
      ]),
    ),
    '',
    `${furtherTensors === 0 ? '' : `${count(furtherTensors)} further sorts of tensors are left out here, and counted. `}Figures are those of one occurrence of the module.${explained === '' ? '' : ` Explained already, in the same module: ${explained}.`}`,
  ];
}

/** What each tensor is. */
export function analysisLines({ tensorAnalysis }: GapReportDocument): readonly string[] {
  return tensorAnalysis.flatMap(({ tensor, concept, whatItIs, whyUnusual, meaning, impact }) => [
    `### Tensor: ${code(tensor.name)} ${shapeText(tensor.shape)}`,
    '',
    `**Taken for**: ${concept ?? 'not known'}`,
    '',
    `**What it is**: ${whatItIs}`,
    '',
    `**Why it is unusual**: ${whyUnusual}`,
    '',
    `**Architectural interpretation**: ${meaning}`,
    '',
    '**Impact on implementation**:',
    '',
    `- FLOPs: ${impact.flops}`,
    `- Memory: ${impact.memory}`,
    `- KV cache: ${impact.kvCache}`,
    '',
  ]);
}

/** What is not of the size one would expect. */
export function mismatchLines(
  { dimensionMismatches }: GapReportDocument,
  { sizes }: GapContext,
): readonly string[] {
  if (dimensionMismatches.length === 0) {
    const { hiddenSize } = sizes;
    return [
      hiddenSize === undefined
        ? 'The configuration states no hidden size to hold shapes against.'
        : `None: no matrix contradicts the hidden size of ${count(hiddenSize)}, or what the configuration asks for.`,
      '',
    ];
  }
  return dimensionMismatches.flatMap(
    ({ description, observed, expected, interpretation, derived, impact }) => [
      `### Dimension mismatch: ${description}`,
      '',
      `**Observed**: ${observed}`,
      '',
      `**Expected**: ${expected}`,
      '',
      `**Interpretation**: ${interpretation}`,
      '',
      '**Derived parameters**:',
      '',
      ...(derived.length === 0
        ? ['- none']
        : derived.map(([name, value]) => `- ${name} = ${count(value)}`)),
      '',
      `**Impact**: ${impact}`,
      '',
    ],
  );
}
