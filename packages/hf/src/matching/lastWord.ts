/** The module's own name as it stands. */
export function rawWord(module: string): string {
  const words = module.split('.').filter((word) => word !== '' && word !== '{layer}');
  return words.at(-1) ?? 'model';
}

/** The module's own name, fit for a file: `block_sparse_moe`. */
export function lastWord(module: string): string {
  const word = rawWord(module)
    .toLowerCase()
    .replace(/[^a-z0-9_]/g, '_');
  return word.slice(0, 48) || 'model';
}
