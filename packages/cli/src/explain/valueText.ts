import type { ExplainedUnit } from '@mantile/core';
import { percentText, rateText, timeText } from '../print/quantity.ts';

const prefixes = ['', 'k', 'M', 'G', 'T', 'P', 'E'] as const;
const inWords: Readonly<Partial<Record<ExplainedUnit, string>>> = {
  request: 'requests',
  sequence: 'sequences',
  token: 'tokens',
  step: 'steps',
  package: 'packages',
  kernel: 'kernels',
  'request/s': 'requests/s',
  'token/s': 'tokens/s',
};

/** A number of an explanation with its unit, as people read it. */
export function valueText(value: number, unit: ExplainedUnit): string {
  switch (unit) {
    case 'ms':
      return value < 0 ? `-${timeText(-value)}` : timeText(value);
    case 'B':
    case 'FLOP':
      return prefixed(value, unit);
    case 'USD':
      return `$${rateText(value)}`;
    case 'USD/h':
      return `$${rateText(value)}/h`;
    case 'share':
      return percentText(value);
    case 'ratio':
      return rateText(value);
    default:
      return `${rateText(value)} ${value === 1 ? unit : (inWords[unit] ?? unit)}`;
  }
}

/** The same of a headline: of answers of one token none is further, and their time is no zero. */
export function headlineText(name: string, value: number, unit: ExplainedUnit): string {
  return name === 'tpotMs' && value === 0 ? '-' : valueText(value, unit);
}

/** With powers of a thousand: `8.03 GB`. */
function prefixed(value: number, unit: string): string {
  const size = Math.abs(value);
  const thousands = size < 1 ? 0 : Math.floor(Math.log10(size) / 3 + 1e-12);
  const index = Math.min(thousands, prefixes.length - 1);
  const scaled = value / 1000 ** index;
  return `${index === 0 ? rateText(scaled) : scaled.toFixed(2)} ${prefixes[index] ?? ''}${unit}`;
}
