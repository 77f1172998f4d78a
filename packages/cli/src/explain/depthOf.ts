import { UsageError } from '../usageError.ts';

/** Levels below a headline that are shown. */
export function depthOf(text: string | undefined, fallback: number): number {
  if (text === undefined) return fallback;
  if (/^\d{1,2}$/.test(text)) return Number(text);
  throw new UsageError(
    `--depth ${text.slice(0, 40)}: expected a whole number from 0 to 99, such as 3.`,
  );
}
