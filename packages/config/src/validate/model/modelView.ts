import type { LayerView } from '../layers/layerView.ts';
import type { ModelFacts } from '../layers/checkMetadata.ts';

/** A model as the checks see it: its facts as far as they can be read, and its types of layers. */
export interface ModelView extends ModelFacts {
  readonly input: Readonly<Record<string, unknown>>;
  readonly vocabSize: number | undefined;
  readonly totalParams: number | undefined;
  readonly layers: readonly LayerView[];
  /** Whether `layers` holds all types of layers that the file lists. */
  readonly hasAllLayers: boolean;
}
