import type { Finding, ModelConfigDocument } from '@mantile/config';
import type { LayerRegistry } from '@mantile/core';
import type { DeliverableFile } from '../deliverables/input.ts';
import type { GapRegistryEntry } from '../registry/entry.ts';

/**
 * What it takes to close a gap.
 *
 * @example
 * import type { ResolveGapRequest } from '@mantile/hf';
 * const gap: ResolveGapRequest['gap'] = 'gaps/mixer.md';
 * gap // => 'gaps/mixer.md'
 * @category Gap reports
 */
export interface ResolveGapRequest {
  /** Its number in the registry, or its report file. */
  readonly gap: number | string;
  /** The text of `gaps/README.md`. */
  readonly registry: string;
  /** The model config that holds the unsupported layer. */
  readonly config: ModelConfigDocument;
  /** The text of the gap's cases, as they are after the class was written. */
  readonly cases: string;
  /** The file that they stand in, for what is said of them; the one beside the report when absent. */
  readonly casesFile?: string | undefined;
  /** The kinds that there are now. */
  readonly layers: LayerRegistry;
  /** The class, where it has another name than the config expects. */
  readonly className?: string | undefined;
  /**
   * The spec of the layer in this model, in camelCase; that of the first case when absent. For a kind without cases
   * of the gap, the spec with which it has the gap's tensors; keys for a layer that is there, where that lacks them.
   */
  readonly specs?: Readonly<Record<string, unknown>> | undefined;
  /** Its name in the model config from now on, such as `attention.mixer`; made from the type of the gap when absent. */
  readonly layerName?: string | undefined;
  /** The text of the kind's own spec file, where there is one. */
  readonly canonical?: string | undefined;
}

/**
 * A closed gap: the files that change, and what they say now.
 *
 * @example
 * import type { ResolvedGap } from '@mantile/hf';
 * const paths = ({ files }: ResolvedGap) => files.map(({ path }) => path);
 * paths.length // => 1
 * @category Gap reports
 */
export interface ResolvedGap {
  readonly entry: GapRegistryEntry;
  readonly config: ModelConfigDocument;
  /** What proves that the class is right: the cases, or that it has the tensors of the gap by name and shape. */
  readonly checkedBy: 'cases' | 'tensors';
  /** How the cases are called in the kind's own spec file; none where they lie there already, or none were needed. */
  readonly archived: readonly string[];
  /** Registry, config and the kind's spec file, as far as they change. */
  readonly files: readonly DeliverableFile[];
  /** What is worth knowing all the same, such as weights that the files hold in another format than the class. */
  readonly findings: readonly Finding[];
}
