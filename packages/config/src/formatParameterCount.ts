const units = [
  { suffix: 'T', size: 1e12 },
  { suffix: 'B', size: 1e9 },
  { suffix: 'M', size: 1e6 },
  { suffix: 'K', size: 1e3 },
] as const;

/**
 * A number of parameters as people say it: one decimal, in thousands, millions, billions or trillions.
 *
 * @example
 * import { formatParameterCount } from '@mantile/config';
 * formatParameterCount(70_553_706_496) // => '70.6B'
 * formatParameterCount(999_960_000) // => '1.0B'
 * formatParameterCount(12) // => '12'
 * @category Model configs
 */
export function formatParameterCount(parameters: number): string {
  for (const { suffix, size } of units) {
    // What would round up to a thousand of a unit is said in the next larger one.
    if (parameters >= size * 0.99995) return `${(parameters / size).toFixed(1)}${suffix}`;
  }
  return String(parameters);
}
