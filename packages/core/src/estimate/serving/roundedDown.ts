/** To three digits, and never more than it is: what a message names as the most must hold when it is typed. */
export function roundedDown(value: number): number {
  const rounded = Number(value.toPrecision(3));
  if (rounded <= value) return rounded;
  const digit = 10 ** (Math.floor(Math.log10(value)) - 2);
  return Number((rounded - digit).toPrecision(3));
}
