import { UsageError } from '../usageError.ts';

const units: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, b: 1e9, g: 1e9, t: 1e12 };

/** A count as people write one: `70.6e9`, `70.6B`, `70_553_706_496`. */
export function countOf(
  text: string,
  option: string,
  what = 'parameters, such as 70.6e9 or 70.6B',
): number {
  const plain = text.trim().replace(/(?<=\d)[_,](?=\d{3})/g, '');
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?(?:e\+?\d{1,2})?)([kmbgt]?)$/i.exec(plain) ?? [];
  const count = Math.round(Number(number) * (units[unit.toLowerCase()] ?? Number.NaN));
  if (!Number.isSafeInteger(count) || count <= 0) {
    throw new UsageError(`${option} ${text}: expected a number of ${what}.`);
  }
  return count;
}

/** The number of layers that a model is held against. */
export function layerCountOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/\.[cm]?[jt]s$/i.test(text)) {
    throw new UsageError(
      `--layers ${text}: here it is the number of layers, such as 80. A checkpoint is read without classes of your own; what reads its model config takes them: mantile validate, estimate, explain, compare, fit, and mantile gaps resolve.`,
    );
  }
  return countOf(text, '--layers', 'layers, such as 80');
}
