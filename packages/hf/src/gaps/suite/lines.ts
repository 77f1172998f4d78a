import { count } from '../text/markdown.ts';

/** Names that a document can state of a tensor without reading them as arithmetic. */
export const statable = /^[A-Za-z_][\w.{}-]{0,119}$/;

/** A name as the sum of what was worked out. */
export function sumLine(name: string, values: readonly number[]): string {
  const sum = values.reduce((all, value) => all + value, 0);
  const terms = values.length < 2 ? '' : `${values.map(figure).join(' + ')} = `;
  return `- \`${name} = ${terms}${figure(sum)}\``;
}

/** A figure that need not be whole, as where pairs are shared out. */
export function figure(value: number): string {
  return Number.isInteger(value) ? count(value) : value.toFixed(4);
}

/** The letter of an operation or a tensor: a to z, then aa. */
export function letter(at: number): string {
  return (at >= 26 ? letter(Math.floor(at / 26) - 1) : '') + String.fromCharCode(97 + (at % 26));
}
