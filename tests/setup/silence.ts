import { afterEach, beforeEach } from 'vitest';

/** Library code says nothing: whatever reaches the console, while a module loads or a test runs, fails the test. */
const methods = ['debug', 'dir', 'error', 'info', 'log', 'table', 'trace', 'warn'] as const;
const heard: string[] = [];

for (const method of methods) {
  console[method] = (...values: unknown[]) => {
    heard.push(`console.${method}: ${values.map(String).join(' ')}`);
  };
}

function expectSilence(): void {
  const lines = heard.splice(0);
  if (lines.length > 0) throw new Error(`Console output, where none may be:\n${lines.join('\n')}`);
}

// Before each test as well: what was said at import time must not pass because no test follows it.
beforeEach(expectSilence);
afterEach(expectSilence);
