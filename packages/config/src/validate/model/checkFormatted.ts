import { formatParameterCount } from '../../formatParameterCount.ts';
import type { FindingList } from '../findingList.ts';
import { shown } from '../text.ts';

const pattern = /^(\d{1,15})(?:\.(\d{1,15}))?\s?([KMBT])?$/i;
const units: Readonly<Record<string, number>> = { '': 1, K: 1e3, M: 1e6, B: 1e9, T: 1e12 };

/** Checks the total that is written for people: it may be rounded, to any digit, but not otherwise. */
export function checkFormatted(
  input: Readonly<Record<string, unknown>>,
  total: number | undefined,
  findings: FindingList,
): void {
  const { total_params_formatted: text } = input;
  if (typeof text !== 'string' || text === '' || total === undefined) return;
  const path = 'total_params_formatted';
  const right = formatParameterCount(total);
  const fix = `Set it to "${right}".`;
  const [, whole, fraction = '', unit = ''] = pattern.exec(text.trim()) ?? [];
  if (whole === undefined) {
    const message = `${shown(text)} is no number of parameters.`;
    findings.error('config.formatted', path, message, fix);
    return;
  }
  const size = (units[unit.toUpperCase()] ?? 1) / 10 ** fraction.length;
  const value = Number(`${whole}${fraction}`) * size;
  // Half of the last digit is rounding; a little more is the doubles'.
  if (Math.abs(value - total) <= (size / 2) * (1 + 1e-9)) return;
  const message = `${shown(text)} is not ${total} rounded.`;
  findings.error('config.formatted', path, message, fix);
}
