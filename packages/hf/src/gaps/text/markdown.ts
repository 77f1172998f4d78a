// Names come from other people's files: whatever could end a cell, a code span or a line is written out instead.
// Controls, line separators, half pairs, and marks that turn the direction of text or cannot be seen.
const unsafe = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}`|]/gu;

function spelled(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/** A text from outside in one line, without anything that breaks Markdown's code and tables. */
export function harmless(text: string, longest = 160): string {
  const shown = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return shown.replace(unsafe, spelled);
}

/** A text from outside as code, in a sentence or a table. */
export function code(text: string): string {
  return text === '' ? '(empty)' : `\`${harmless(text)}\``;
}

/** A text from outside as words. */
export function words(text: string): string {
  return harmless(text, 600).replace(/[\\<>[\]*&~]/g, '\\$&');
}

/** A table; cells are Markdown already. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
}

/** A whole number with separators, so that people can read it. */
export function count(value: number): string {
  return Number.isSafeInteger(value)
    ? String(value).replace(/\B(?=(\d{3})+$)/g, ',')
    : value.toPrecision(6);
}

/** `1 gap`, `2,000 gaps`. */
export function many(value: number, what: string): string {
  return `${count(value)} ${what}${value === 1 ? '' : 's'}`;
}

/** A share in percent. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(share < 0.001 ? 5 : 2)} %`;
}

/** A shape as the documents write it. */
export function shapeText(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`;
}
