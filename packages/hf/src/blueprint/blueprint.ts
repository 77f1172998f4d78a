import type { Finding, ModelPart } from '@mantile/config';
import type { DtypeName, DtypeRole } from '@mantile/core';
import type { ExpectedTensor, Naming } from './naming.ts';

/** One layer of a model at its place: what it is, and where a checkpoint keeps its tensors. */
export interface Piece {
  /** `attention`, `feedforward.moe`, `vision.norm`: the name of its type, as model configs have it. */
  readonly name: string;
  /** The layer kind. */
  readonly kind: string;
  /** Its spec; give pieces that are alike the same object. */
  readonly spec: Readonly<Record<string, unknown>>;
  /** What its tensors' names start with: `model.layers.3.self_attn.`. */
  readonly prefix: string;
  /** Which of its part's layers it belongs to, from 0; absent where it stands outside of them. */
  readonly layer?: number | undefined;
  readonly naming?: Naming | undefined;
  /** Number formats that differ from the model's. */
  readonly dtypes?: Readonly<Partial<Record<DtypeRole, DtypeName>>> | undefined;
}

/** What a model is made of, read from its configuration: the one description behind its config and its tensors. */
export interface Blueprint {
  /** HuggingFace's `model_type`. */
  readonly family: string;
  readonly hiddenSize: number;
  /** Layers of the text model. */
  readonly numLayers: number;
  readonly vocabSize: number;
  readonly maxPositionEmbeddings?: number | undefined;
  /** In the order of execution. */
  readonly pieces: readonly Piece[];
  /** Tensors that checkpoints hold beside the layers' weights and that are no parameters: masks, positions. */
  readonly buffers: readonly ExpectedTensor[];
  /** Parts that the configuration names but checkpoints do not hold, and the like. */
  readonly findings: readonly Finding[];
}

/** What stands before a layer type's name for its part. */
export function partPrefix(part: ModelPart): string {
  return part === 'text' ? '' : `${part}.`;
}
