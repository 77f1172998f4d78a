import { defineConfig } from 'vitest/config';

// Workspace packages are read from their sources. Naming conditions replaces vite's own, so they follow.
const conditions = ['@mantile/source', 'module', 'node', 'development|production'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['packages/*/src/**/*.test.ts', 'packages/*/src/**/*.test-prop.ts', 'tests/*.test.ts'],
    // Properties over thousands of inputs take long where others use the processor as well.
    testTimeout: 30_000,
    setupFiles: ['tests/setup/silence.ts', 'tests/setup/seed.ts'],
    typecheck: {
      enabled: true,
      include: ['packages/*/src/**/*.test-d.ts'],
      tsconfig: 'tsconfig.json',
    },
    reporters: ['default', ['json', { outputFile: 'build/reports/test.json' }]],
    coverage: { include: ['packages/*/src/**'], reportsDirectory: 'coverage' },
  },
});
