import { defineConfig } from 'tsup';
import { base } from '../../config/tsup.ts';

export default defineConfig([
  base,
  {
    ...base,
    // The program: one format, and each command's work in a file of its own, read when it runs.
    entry: ['src/mantile.ts'],
    format: ['esm'],
    platform: 'node',
    splitting: true,
    clean: false,
    dts: false,
    sourcemap: false,
  },
]);
