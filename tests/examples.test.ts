import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeExamples } from '../scripts/examples/write.ts';

interface ExampleModule {
  readonly runExample: (
    expectValue: (line: number, actual: unknown, expected: unknown) => void,
  ) => Promise<void>;
}

describe('examples in sources, READMEs and guides', () => {
  for (const { file, line, module, expectations } of writeExamples()) {
    test(`${file}:${line}`, async () => {
      if (module instanceof Error) throw module;
      if (file.endsWith('.ts')) {
        expect(
          expectations,
          'an example states at least one value: expression // => value',
        ).toBeGreaterThan(0);
      }
      const { runExample } = (await import(resolve(module))) as ExampleModule;
      await runExample((at, actual, expected) => {
        expect(actual, `${file}:${at}`).toEqual(expected);
      });
    });
  }
});
