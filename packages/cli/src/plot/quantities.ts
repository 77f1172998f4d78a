import { grouped } from '../print/grouped.ts';

const prefixes = ['', 'k', 'M', 'G', 'T', 'P', 'E'] as const;

/** A rate with the prefix that leaves one to three digits before the point: `989 TFLOP/s`. */
export function rateText(value: number, unit: string): string {
  const thousands = Math.floor(Math.log10(Math.max(value, 1)) / 3 + 1e-9);
  const index = Math.min(Math.max(thousands, 0), prefixes.length - 1);
  return `${digits(value / 1000 ** index)} ${prefixes[index] ?? ''}${unit}`;
}

/** A unit of time, and how many of it a second has. */
export interface TimeUnit {
  readonly name: string;
  readonly perSecond: number;
}

/** The unit in which a time has digits before the point. */
export function timeUnit(seconds: number): TimeUnit {
  if (seconds >= 1) return { name: 's', perSecond: 1 };
  return seconds >= 1e-3 ? { name: 'ms', perSecond: 1e3 } : { name: 'µs', perSecond: 1e6 };
}

/** A time in the unit that suits it. */
export function timeText(seconds: number): string {
  const { name, perSecond } = timeUnit(seconds);
  return `${digits(seconds * perSecond)} ${name}`;
}

/** Three digits. */
export function digits(value: number): string {
  return grouped(Number(value.toPrecision(3)));
}
