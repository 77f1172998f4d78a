import { code, words } from '../../text/markdown.ts';
import type { GapReportDocument } from '../document.ts';

/** The report of a feature that has no effect on shapes: what it is, and why it has no cases. */
export function featureMarkdown({ gap, references }: GapReportDocument): string {
  return [
    `# Gap: ${words(gap.feature)}`,
    '',
    `- **Severity**: ${gap.severity}`,
    `- **Field**: ${code(gap.module)}`,
    '- **Tensors**: none',
    '',
    words(gap.reason),
    '',
    '## Impact',
    '',
    '- **FLOPs**: none that shapes show.',
    '- **Memory**: none.',
    '- **KV cache**: none that shapes show.',
    '- **Communication**: none.',
    '',
    '## Test cases',
    '',
    'None: what has no effect on any count has no figures to state.',
    '',
    '## References',
    '',
    ...references.map(({ title, where }) => `- ${title}: ${where}`),
    '',
  ].join('\n');
}
