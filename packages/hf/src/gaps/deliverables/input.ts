import type { Finding, ModelConfigDocument } from '@mantile/config';
import type { LayerRegistry } from '@mantile/core';
import type { ModelGaps } from '../context.ts';
import type { GapReport } from '../report/gapReport.ts';

/**
 * What a model's workflow came to, to be summed up.
 *
 * @example
 * import { buildModelConfig, gapReport, gapsOf, type DeliverablesInput } from '@mantile/hf';
 * const sources = { config: { model_type: 'novel' }, tensors: [] };
 * const found = gapsOf(sources);
 * const reports = found.gaps.map((gap) => gapReport(gap, found.context));
 * const input: DeliverablesInput = { ...buildModelConfig(sources), found, reports };
 * input.config // => undefined
 * @category Gap reports
 */
export interface DeliverablesInput {
  /** Absent where none could be made. */
  readonly config?: ModelConfigDocument | undefined;
  /** Those of `buildModelConfig`. */
  readonly findings: readonly Finding[];
  readonly found: ModelGaps;
  readonly reports: readonly GapReport[];
  /** The text of the registry that there is already. */
  readonly registry?: string | undefined;
  /** What is said of the model in public. */
  readonly claims?: PublicClaims | undefined;
  /** The layer kinds to check the config with; the standard ones when absent. */
  readonly layers?: LayerRegistry | undefined;
}

/**
 * Public figures to hold a config against, and where they stand.
 *
 * @example
 * import type { PublicClaims } from '@mantile/hf';
 * const claims: PublicClaims = { parameters: 70e9, sources: ['https://huggingface.co/meta-llama/Llama-3.3-70B-Instruct'] };
 * claims.layers // => undefined
 * @category Gap reports
 */
export interface PublicClaims {
  readonly parameters?: number | undefined;
  readonly layers?: number | undefined;
  readonly sources?: readonly string[] | undefined;
}

/**
 * A file to be written, once somebody has approved it.
 *
 * @example
 * import type { DeliverableFile } from '@mantile/hf';
 * const file: DeliverableFile = { path: 'gaps/README.md', text: '# Gap registry' };
 * file.path // => 'gaps/README.md'
 * @category Gap reports
 */
export interface DeliverableFile {
  /** Relative, with `/`, and never out of the folder that it is put into. */
  readonly path: string;
  readonly text: string;
}

/**
 * The figures of the gap count verification.
 *
 * @example
 * import { deliverables, gapsOf, type GapCounts } from '@mantile/hf';
 * const counts: GapCounts = deliverables({ found: gapsOf({ config: {} }), findings: [], reports: [] }).counts;
 * counts.unaccounted // => 0
 * @category Gap reports
 */
export interface GapCounts {
  readonly identified: number;
  readonly reportsCreated: number;
  /** Gaps that a report of another documents with its own. */
  readonly documented: number;
  readonly suites: number;
  readonly tests: number;
  /** Gaps without any report, and unexplained tensors without any gap: none, or something was left out. */
  readonly unaccounted: number;
}
