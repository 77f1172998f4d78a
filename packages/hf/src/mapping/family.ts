import type { Blueprint, Piece } from '../blueprint/blueprint.ts';
import type { ExpectedTensor } from '../blueprint/naming.ts';
import type { ConfigReader } from './configReader.ts';

/** The shapes of the logical tensors that a checkpoint really holds, by name, where they are known. */
export type Evidence = ReadonlyMap<string, readonly number[]>;

/** What a family's mapping is given. */
export interface Source {
  readonly config: ConfigReader;
  /** For facts that no field states: is the head stored, does an MTP layer exist. */
  readonly evidence?: Evidence | undefined;
}

/** What a family's mapping says of a model. */
export interface ModelPieces extends Omit<Blueprint, 'family' | 'findings' | 'buffers'> {
  readonly pieces: readonly Piece[];
  readonly buffers?: readonly ExpectedTensor[] | undefined;
}

/** One or several `model_type`s whose models are built alike. */
export interface Family {
  /** Values of `model_type`. */
  readonly types: readonly string[];
  readonly describe: (source: Source) => ModelPieces;
}
