import type { ModelBlock } from '../model.ts';
import type { StepFrame } from '../step.ts';

/** What layers keep for the sequences of a step, on the busiest package. */
export function stateOf(blocks: readonly ModelBlock[], frame: StepFrame): number {
  let bytes = 0;
  for (const { layer, count } of blocks) bytes += layer.stateBytes(frame) * count;
  return bytes;
}
