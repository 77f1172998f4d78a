import type { GapContext } from '../../context.ts';
import { code, count, percent, words } from '../../text/markdown.ts';
import type { Gap } from '../../gap.ts';
import type { GapReportDocument } from '../document.ts';
import { readingName } from '../readings.ts';
import { analysisLines, mismatchLines, tensorLines } from './evidence.ts';
import { guidanceLines } from './guidance.ts';
import { atMostText, communicationLines, impactLines } from './impact.ts';

/** The whole report: every section in the order of the guide. */
export function reportMarkdown(document: GapReportDocument, context: GapContext): string {
  const { gap, references, cases } = document;
  const lines = [
    `# Gap: ${words(gap.feature)}`,
    '',
    ...summary(document, context),
    '',
    '## Example tensors',
    '',
    ...tensorLines(document),
    '',
    '## Tensor analysis',
    '',
    ...analysisLines(document),
    '## Dimension mismatches',
    '',
    ...mismatchLines(document, context),
    '## Implementation guidance',
    '',
    ...guidanceLines(document),
    '',
    '## Impact summary',
    '',
    ...impactLines(document),
    '',
    '## References',
    '',
    'Engines and model code are named by their paths within the public repositories.',
    '',
    ...references.map(({ title, where }) => `- ${title}: ${where}`),
    '',
    '## Parallelism strategies',
    '',
    ...communicationLines(document),
    '',
    '## Test cases',
    '',
    `In ${code(gap.suiteFile ?? '')}, every figure worked out and checked:`,
    '',
    ...cases.map(({ id, title }) => `- ${id}: ${title}`),
    '',
    'They demand what the tensors fix, and leave open what no tensor shows. For what the model code does besides, add cases of the class, and derive the first of them by hand.',
    '',
  ];
  return lines.join('\n');
}

/** None may be needed, where a kind that exists has these very tensors. */
function classText({ className, nearest, severity }: Gap): string {
  const own = code(className);
  if (nearest === undefined) return own;
  if (severity === 'LOW')
    return `none where ${words(nearest.kind)} is what it is, ${own} otherwise`;
  const whole = nearest.readings?.find(({ contradictions }) => contradictions.length === 0);
  return whole === undefined
    ? own
    : `none where ${words(nearest.kind)} with ${code(readingName(whole))} is what it is, ${own} otherwise`;
}

function summary(
  { gap, flops, flopsBounds }: GapReportDocument,
  context: GapContext,
): readonly string[] {
  const share = gap.flopsShare;
  return [
    `- **Model**: ${words(context.modelName)} (${code(context.modelId)}${context.modelType === undefined ? '' : `, type ${code(context.modelType)}`})`,
    `- **Severity**: ${gap.severity}. ${words(gap.reason)}`,
    `- **Type**: ${gap.type}`,
    `- **Module**: ${code(gap.module)}, ${gap.count === 1 ? 'once' : `${count(gap.count)} times`}${gap.layers === undefined ? '' : `, in layers ${gap.layers}`}`,
    `- **Parameters**: ${count(gap.parameters)} in ${count(gap.tensorCount)} tensors, ${percent(gap.parameterShare)} of the model; ${count(gap.bytes)} bytes stored`,
    `- **FLOPs of one token**: ${atMostText(flopsBounds, flops)}${count(gap.flopsPerToken)} as far as tensors tell${share === undefined ? '; the module is no part of the text layers' : `, ${percent(share)} of what the text layers need without context`}`,
    `- **Nearest kind**: ${gap.nearest === undefined ? 'none' : `${words(gap.nearest.kind)}, ${percent(gap.nearest.overlap)} of the tensors of both`}`,
    `- **Class to write**: ${classText(gap)}`,
  ];
}
