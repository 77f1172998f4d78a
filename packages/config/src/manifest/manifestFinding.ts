import type { Finding } from '../finding.ts';

/**
 * A finding in a manifest, with the place in its text.
 *
 * @example
 * import { expandManifest, type ManifestFinding } from '@mantile/config/manifest';
 * const [finding]: readonly ManifestFinding[] = expandManifest('topology: 3').findings;
 * [finding?.line, finding?.column, finding?.code] // => [1, 11, 'manifest.value']
 * @category Manifests
 */
export interface ManifestFinding extends Finding {
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1. */
  readonly column: number;
}
