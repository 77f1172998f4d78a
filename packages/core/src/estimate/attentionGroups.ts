import type { Model } from '../model.ts';

/** Groups of packages that split a batch for attention, each with prompts and sequences of its own. */
export function attentionGroups({ blocks }: Model): number {
  return Math.max(...blocks.map(({ layer }) => layer.parallelism.attentionDataParallel));
}
