/**
 * A number with commas between its thousands, and so many decimals; all it has where these are not said. Written
 * out, as Node takes longer to make its own ready than for an estimate.
 */
export function grouped(value: number, decimals?: number): string {
  const text = decimals === undefined ? String(value) : value.toFixed(decimals);
  const [, sign, digits, rest] = /^(-?)(\d+)(\.\d+)?$/.exec(text) ?? [];
  // Numbers that are written with an exponent, and what is no number.
  if (digits === undefined) return text;
  return `${sign ?? ''}${digits.replace(/\B(?=(?:\d{3})+$)/g, ',')}${rest ?? ''}`;
}
