import type { EstimateNote } from '@mantile/core';
import type { Io } from '../io.ts';
import { styleFor } from '../print/style.ts';
import { wrapped } from '../print/wrapped.ts';

/** Notes as a list, each with its code. */
export function notesText(notes: readonly EstimateNote[], io: Io): string {
  if (notes.length === 0) return '';
  const style = styleFor(io);
  const room = Math.max(40, Math.min(io.columns, 100) - 4);
  const lines = notes.map(({ code, message }) => {
    const [first = '', ...rest] = wrapped(`${message} [${code}]`, room);
    const text = [`  - ${first}`, ...rest.map((line) => `    ${line}`)].join('\n');
    return text.replace(/\[[\w.]+\]$/, (found) => style.faint(found));
  });
  return `Notes\n${lines.join('\n')}\n`;
}
