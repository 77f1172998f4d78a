import type { DtypeName } from '@mantile/core';
import { expertPopularity } from './expertPopularity.ts';
import { staysWide, type Formats } from './packing.ts';
import type { Layer } from './servedConfig.ts';
import type { ServedNote, ServedNoteCode } from './servedOptions.ts';

/** What was decided that nobody asked for. */
interface Taken {
  readonly weights: DtypeName | undefined;
  /** Whether the cache could be packed, and is not. */
  readonly hasWideCache: boolean;
  readonly isServed: boolean;
  readonly isDropped: boolean;
  /** Whether tokens go only where their experts are. */
  readonly isSent: boolean;
  readonly packed: Formats | undefined;
}

/** What to know of how a model is served. */
export function notesOf(
  layers: readonly Layer[],
  family: string | undefined,
  { weights, hasWideCache, isServed, isDropped, isSent, packed }: Taken,
): readonly ServedNote[] {
  const notes: ServedNote[] = [];
  const note = (code: ServedNoteCode, message: string): void => {
    notes.push({ code, message });
  };
  if (isDropped) {
    note(
      'model.drafting_left_out',
      'the layers that predict tokens ahead are not loaded: engines load them to draft alone.',
    );
  }
  if (layers.some((layer) => staysWide(layer, family, weights))) {
    note(
      'default.attention_format',
      `attention stays in bf16, as published checkpoints of this kind in four bits have it; ${weights ?? ''} is for the other layers.`,
    );
  }
  if (hasWideCache) {
    note(
      'default.cache_format',
      'the KV cache stays in sixteen bits, as engines keep it that are not told otherwise; in fp8 it takes half the room.',
    );
  }
  if (packed !== undefined) {
    const how =
      packed.compute === undefined
        ? 'unpacked on the way by the kernels that were measured with whole-number weights'
        : `multiplied with activations in ${packed.compute}`;
    note('default.expert_format', `experts stored in mxfp4 are ${how}.`);
  }
  if (isSent) {
    note(
      'default.expert_dispatch',
      'each token is sent to the packages of its experts alone, by the all-to-all exchange that the engine has for experts on more packages than a token has experts.',
    );
  }
  if (isServed && layers.some(({ experts }) => experts !== undefined)) {
    const own = layers.every(
      ({ experts, specs }) => experts === undefined || specs['popularityShape'] !== undefined,
    );
    const { shape, source } = expertPopularity(family);
    if (!own) {
      note(
        'default.expert_popularity',
        `experts are not liked equally: fewer distinct ones are read, by a gamma distribution of shape ${shape}, ${source}.`,
      );
    }
  }
  return notes;
}
