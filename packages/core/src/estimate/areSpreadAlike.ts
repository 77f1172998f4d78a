import type { Model } from '../model.ts';

/** Whether one copy of the weights serves both phases. */
export function areSpreadAlike(one: Model, other: Model): boolean {
  if (one === other) return true;
  if (one.blocks.length !== other.blocks.length) return false;
  return one.blocks.every(({ layer }, index) => {
    const twin = other.blocks[index]?.layer;
    if (twin?.weightMemoryPerPackage !== layer.weightMemoryPerPackage) return false;
    return JSON.stringify(twin.parallelism) === JSON.stringify(layer.parallelism);
  });
}
