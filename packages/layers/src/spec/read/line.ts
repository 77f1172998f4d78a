/** A run of a line's text: code in backticks, or prose. */
export interface Segment {
  readonly isCode: boolean;
  readonly text: string;
}

/** A line without its bullet, number or quotation mark. */
export function withoutBullet(line: string): string {
  return line.replace(/^\s*(?:>\s*)*(?:(?:[-*+]|\d{1,3}[.)])\s+)?/, '');
}

/** Cuts a line at its backticks; bold and italic marks outside of code are dropped. */
export function segmentsOf(line: string): readonly Segment[] {
  const segments: Segment[] = [];
  line.split('`').forEach((text, index, pieces) => {
    // A backtick without a partner encloses nothing.
    const isCode = index % 2 === 1 && index < pieces.length - 1;
    if (text === '' && !isCode) return;
    segments.push({ isCode, text: isCode ? text : withoutEmphasis(text) });
  });
  return segments;
}

function withoutEmphasis(text: string): string {
  return text.replace(/\*\*|__/g, '').replace(/\\([*_`[\]|#~])/g, '$1');
}

/** A line as plain text: no bullet, no backticks, no emphasis. */
export function plainText(line: string): string {
  return segmentsOf(withoutBullet(line))
    .map(({ text }) => text)
    .join('')
    .trim();
}

const operator = '[-+*/^\u00d7\u00b7\u22c5\u2219\u2217\u2212\u00f7]';
const arithmetic = new RegExp(
  // Two numbers with an operator between them, or a number behind an equals sign.
  `[\\d)\u2309][\\d,._]*\\s?(?:\\s${operator}\\s|[*/^\u00d7\u00b7\u22c5\u2219\u2217\u00f7])\\s?[(\u2308]?\\d|[=\u2248]\\s*[-\u2212(\u2308]*\\d`,
);

/** Whether a text that is not understood may yet be meant as arithmetic. */
export function looksLikeArithmetic(text: string): boolean {
  return arithmetic.test(text);
}
