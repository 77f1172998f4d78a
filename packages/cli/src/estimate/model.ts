import type { ModelConfig } from '@mantile/config';
import type { EstimateNote } from '@mantile/core';

/** A model as it was understood. */
export interface NamedModel {
  /** How it calls itself. */
  readonly name: string;
  /** Its id in the catalogue, its name on the hub, or the path of its files. */
  readonly id: string;
  readonly from: 'catalogue' | 'hub' | 'files';
  readonly config: ModelConfig;
  readonly notes: readonly EstimateNote[];
}
