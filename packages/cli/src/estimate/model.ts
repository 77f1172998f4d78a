import type { ModelConfig } from '@mantile/config';
import type { EstimateNote, LayerRegistry } from '@mantile/core';

/** A model as it was understood. */
export interface NamedModel {
  /** How it calls itself. */
  readonly name: string;
  /** Its id in the catalogue, its name on the hub, or the path of its files. */
  readonly id: string;
  readonly from: 'catalogue' | 'hub' | 'files';
  readonly config: ModelConfig;
  /** The classes of its layers, where the person brought some of their own. */
  readonly registry?: LayerRegistry | undefined;
  readonly notes: readonly EstimateNote[];
}
