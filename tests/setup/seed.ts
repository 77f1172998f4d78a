import { expect } from 'vitest';

// Properties are tried on the same inputs in every run: a failure is never somebody else's luck.
if (expect.getState().testPath?.endsWith('.test-prop.ts') === true) {
  const { configureGlobal } = await import('fast-check');
  configureGlobal({ seed: 20261120 });
}
