/** Into how many parts shapes are split: each part is predicted by a fit of the others. */
export const folds = 3;

/**
 * The part that a shape belongs to, by a hash of its own text (32-bit FNV-1a, mixed once more):
 * it depends neither on the order of the rows nor on other shapes.
 */
export function shapeFold(shape: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < shape.length; index += 1) {
    hash ^= shape.charCodeAt(index);
    hash = Math.imul(hash, 0x01000193);
  }
  hash ^= hash >>> 15;
  return (hash >>> 0) % folds;
}
