import { harmless, table } from '../../text/markdown.ts';
import type { GapReportDocument } from '../document.ts';

/** How to write the class. */
export function guidanceLines({ guidance, gap }: GapReportDocument): readonly string[] {
  const {
    baseClass,
    reason,
    alternative,
    members,
    declarations,
    specKeys,
    specialHandling,
    kvCache,
  } = guidance;
  return [
    '### Base class',
    '',
    `- **Extend**: \`${baseClass}\``,
    `- **Reason**: ${reason}`,
    `- **Alternative**: ${alternative}`,
    '',
    '### What to declare',
    '',
    'A class says what it holds, what it keeps and what it does; every metric follows from these.',
    '',
    table(['Member', 'In the documents', 'Here'], members),
    '',
    '### Declarations',
    '',
    ...declarations.map((line) => `- \`${harmless(line, 1000)}\``),
    '',
    '### Spec keys',
    '',
    specKeys.length === 0
      ? 'None.'
      : table(
          ['Key', 'Type', 'Meaning'],
          specKeys.map(([key, type, meaning]) => [`\`${key}\``, type, meaning]),
        ),
    '',
    '### Special handling',
    '',
    ...specialHandling.map((line) => `- [ ] ${line}`),
    '',
    '### KV cache and other state',
    '',
    `- **Standard behaviour**: ${kvCache.standard}`,
    `- **Modified behaviour**: ${kvCache.modified}`,
    `- **Implementation note**: ${kvCache.note}`,
    ...(gap.type === 'Recurrent'
      ? [
          '- **Recurrent state**: no weight shows its size; take heads, head width and state width from the model code.',
        ]
      : []),
  ];
}
