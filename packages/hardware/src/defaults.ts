/**
 * A value that nobody stated and that was taken all the same, and why it was taken.
 *
 * @example
 * import { defineSystem, h100Sxm, type AppliedDefault } from '@mantile/hardware';
 * const box = defineSystem({
 *   name: 'four of them',
 *   chip: h100Sxm,
 *   links: [{ packages: 4, gigabytesPerSecondPerDirection: 450 }],
 * });
 * const defaults: readonly AppliedDefault[] = box.defaults;
 * defaults.map(({ path }) => path) // => ['links[0].name', 'links[0].latencyMicroseconds', 'links[0].topology']
 * @category Definitions
 */
export interface AppliedDefault {
  /** Where, as a path into the definition. */
  readonly path: string;
  readonly value: number | string | boolean;
  readonly because: string;
}
