/** The generated part of docs/hardware.md, and the page with it in place. */
import { format } from 'prettier';
import { chips, links, systems } from '@mantile/hardware';
import { chipTables } from './chipTables.ts';
import { Citations } from './citations.ts';
import { linkTables, systemTables } from './linkTables.ts';

export const page = 'docs/hardware.md';

const start = '<!-- catalogue: written by npm run docs:hardware -->';
const end = '<!-- end of catalogue -->';

function catalogue(): string {
  const cite = new Citations();
  const body = [
    '## Chips',
    '',
    `${chips.length} chips. An empty cell is a figure that nobody publishes.`,
    '',
    ...chipTables(cite),
    '## Links',
    '',
    `${links.length} kinds of links.`,
    '',
    ...linkTables(cite),
    '',
    '## Systems',
    '',
    `${systems.length} systems.`,
    '',
    ...systemTables(cite),
    '',
    '## Sources',
    '',
    ...cite.list(),
  ];
  return body.join('\n');
}

/** The page with its catalogue written anew; what people wrote around it stays. */
export async function withCatalogue(text: string): Promise<string> {
  const [before, rest] = text.split(start);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) {
    throw new Error(`${page} lacks the lines "${start}" and "${end}"`);
  }
  const whole = `${before}${start}\n\n${catalogue()}\n\n${end}${after}`;
  return format(whole, { parser: 'markdown', singleQuote: true, printWidth: 100 });
}
