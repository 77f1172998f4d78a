import { grouped } from './grouped.ts';

/** A time as people read it: `42 µs`, `0.42 ms`, `231.4 ms`, `18.92 s`. */
export function timeText(milliseconds: number): string {
  if (!Number.isFinite(milliseconds)) return 'never';
  if (milliseconds === 0) return '0 ms';
  // Less than a tick of any clock: what remains of a sum that ought to be nothing.
  if (milliseconds < 1e-6) return '< 1 ns';
  if (milliseconds < 0.1) return `${significant(milliseconds * 1e3, 3)} µs`;
  if (milliseconds < 10) return `${milliseconds.toFixed(2)} ms`;
  if (milliseconds < 10_000) return `${grouped(milliseconds, 1)} ms`;
  if (milliseconds < 600_000) return `${(milliseconds / 1e3).toFixed(2)} s`;
  return `${grouped(milliseconds / 60_000, 1)} min`;
}

/** A rate or a count that is no whole number: four digits, or all of those before the point. */
export function rateText(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return String(value);
  if (value >= 1000) return grouped(value, 0);
  return value >= 1e-6 ? significant(value, 4) : value.toExponential(2);
}

/** A rate to four digits that is never above it: what is told as answered at most is answered. */
export function rateBelow(value: number): string {
  if (value >= 1000) return rateText(Math.floor(value));
  const nearest = Number(value.toPrecision(4));
  return rateText(nearest <= value ? nearest : nearest - 10 ** (Math.floor(Math.log10(value)) - 3));
}

/** A share as percent. */
export function percentText(share: number): string {
  const percent = share * 100;
  if (percent > 0 && percent < 1e-3) return '< 0.001 %';
  return `${percent >= 10 || percent === 0 ? percent.toFixed(0) : significant(percent, 2)} %`;
}

function significant(value: number, digits: number): string {
  return String(Number(value.toPrecision(digits)));
}

/** The time of each token after the first; a dash where answers have no other. */
export function tpotText(milliseconds: number): string {
  return milliseconds === 0 ? '-' : timeText(milliseconds);
}

/** Shorter waits are none to anybody. */
export const leastWaitMs = 1e-3;
