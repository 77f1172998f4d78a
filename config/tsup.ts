import { defineConfig, type Options } from 'tsup';

/** The one build of every library package: ESM and CommonJS with their own declarations, from `src/index.ts` unless it has more. */
export const base = {
  entry: ['src/index.ts'],
  format: ['esm', 'cjs'],
  platform: 'neutral',
  target: 'es2022',
  clean: true,
  sourcemap: true,
  // One file a format: no chunk names that change from build to build.
  splitting: false,
  dts: {
    compilerOptions: {
      // tsup's declaration bundler passes `baseUrl`, which TypeScript 6 reports as deprecated.
      ignoreDeprecations: '6.0',
      // It resolves imports by itself and trips over rewritten extensions.
      rewriteRelativeImportExtensions: false,
      allowImportingTsExtensions: true,
      // Other workspace packages stay imports; their built declarations are what a consumer sees.
      customConditions: [],
    },
  },
} satisfies Options;

export default defineConfig(base);
