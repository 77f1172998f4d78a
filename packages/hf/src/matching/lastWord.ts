/** The module's own name, fit for a file: `block_sparse_moe`. */
export function lastWord(module: string): string {
  const words = module.split('.').filter((word) => word !== '' && word !== '{layer}');
  const word = (words.at(-1) ?? 'model').toLowerCase().replace(/[^a-z0-9_]/g, '_');
  return word.slice(0, 48) || 'model';
}
