import { defineConfig } from 'vitest/config';

/** What is published, as it is published: needs a build, and installs its tarballs in a scratch consumer. */
export default defineConfig({
  root: `${import.meta.dirname}/..`,
  test: {
    include: ['tests/package/*.test.ts'],
    globalSetup: ['tests/setup/consumer.ts'],
    // Compilers run side by side, each on a core of its own.
    maxConcurrency: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: ['default', ['json', { outputFile: 'build/reports/package.json' }]],
  },
});
