import { code, words } from '../../text/markdown.ts';
import type { GapReportDocument } from '../document.ts';

/** The report of a feature that has no effect on shapes: what it is, and why it has no cases. */
export function featureMarkdown({ gap, references }: GapReportDocument): string {
  // Of a field that nobody reads, nobody knows what it costs.
  const isKnown = gap.type !== 'Configuration';
  const none = (words: string): string => (isKnown ? words : 'not known.');
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
    `- **FLOPs**: ${none('none that shapes show.')}`,
    `- **Memory**: ${none('none.')}`,
    `- **KV cache**: ${none('none that shapes show.')}`,
    `- **Communication**: ${none('none.')}`,
    '',
    '## Test cases',
    '',
    isKnown
      ? 'None: what has no effect on any count has no figures to state.'
      : 'None: nothing of it is known that a figure could state.',
    '',
    '## References',
    '',
    ...references.map(({ title, where }) => `- ${title}: ${where}`),
    '',
  ].join('\n');
}
