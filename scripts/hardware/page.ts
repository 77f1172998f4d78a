/** The generated part of docs/hardware.md, and the page with it in place. */
import { chips, links, systems } from '@mantile/hardware';
import { chipTables } from './chipTables.ts';
import { Citations } from './citations.ts';
import { withPart } from '../markdown/part.ts';
import { linkTables, systemTables } from './linkTables.ts';

export const page = 'docs/hardware.md';

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
export function withCatalogue(text: string): Promise<string> {
  return withPart(text, 'catalogue: written by npm run docs:hardware', catalogue());
}
