/**
 * Something to know about a file or a model that somebody brought: what, where, and what to do about it.
 * Nobody's file throws: all findings come back at once.
 *
 * @example
 * import type { Finding } from '@mantile/config';
 * const finding: Finding = {
 *   code: 'config.total_mismatch',
 *   severity: 'error',
 *   path: 'total_params',
 *   message: 'the layers add up to 70553706496 parameters, not 69502369792.',
 *   fix: 'Set total_params to 70553706496.',
 * };
 * finding.severity // => 'error'
 * @category Findings
 */
export interface Finding {
  /** What it is, for programs. */
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'info';
  /** Where, as a dotted path into the file with indices in brackets: `layer_types[2].specs.num_heads`. */
  readonly path: string;
  /** What is so, for people. */
  readonly message: string;
  /** What to do. */
  readonly fix?: string | undefined;
}
