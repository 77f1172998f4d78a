import { formatParameterCount } from '../../formatParameterCount.ts';
import type { FindingList } from '../findingList.ts';
import { shown } from '../text.ts';

const pattern = /^(\d{1,15})(?:\.(\d{1,15}))?\s?([KMBT])?$/i;
const units: Readonly<Record<string, number>> = { '': 1, K: 1e3, M: 1e6, B: 1e9, T: 1e12 };

/**
 * Checks the total that is written for people: it may be rounded, to any digit, but not otherwise. It stands for the
 * total that is stated; where that is not what the layers add up to, it may be right instead.
 */
export function checkFormatted(
  input: Readonly<Record<string, unknown>>,
  total: number | undefined,
  known: number | undefined,
  findings: FindingList,
): void {
  const { total_params_formatted: text } = input;
  if (typeof text !== 'string' || text === '' || total === undefined) return;
  const path = 'total_params_formatted';
  const isAgreed = known === undefined || known === total;
  const fix = isAgreed
    ? `Set it to "${formatParameterCount(total)}".`
    : `Correct total_params first, then set it to "${formatParameterCount(known)}", if the layers are right.`;
  const [, whole, fraction = '', unit = ''] = pattern.exec(text.trim()) ?? [];
  if (whole === undefined) {
    const message = `${shown(text)} is no number of parameters.`;
    findings.error('config.formatted', path, message, fix);
    return;
  }
  const size = (units[unit.toUpperCase()] ?? 1) / 10 ** fraction.length;
  const value = Number(`${whole}${fraction}`) * size;
  // Half of the last digit is rounding; a little more is the doubles'.
  const isRounded = (right: number): boolean => Math.abs(value - right) <= (size / 2) * (1 + 1e-9);
  if (isRounded(total) || (known !== undefined && isRounded(known))) return;
  const message = `${shown(text)} is not ${total} rounded.`;
  findings.error('config.formatted', path, message, fix);
}
