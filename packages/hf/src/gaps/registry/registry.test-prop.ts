import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import type { GapRegistryEntry } from './entry.ts';
import { readGapRegistry } from './readGapRegistry.ts';
import { writeGapRegistry } from './writeGapRegistry.ts';

const text = fc.string({ unit: 'binary', maxLength: 30 });
const entries = fc
  .array(
    fc.record<Omit<GapRegistryEntry, 'number'>>({
      type: text,
      feature: text,
      layers: text,
      severity: fc.constantFrom('HIGH', 'MEDIUM', 'LOW'),
      reportFile: text,
      status: fc.constantFrom('Created', 'Documented', 'Implemented'),
    }),
    { maxLength: 8 },
  )
  .map((rows) => rows.map((row, at): GapRegistryEntry => ({ number: at + 1, ...row })));

test.prop([entries])('what is written is read back, whatever stands in it', (rows) => {
  expect(readGapRegistry(writeGapRegistry(rows))).toEqual(rows);
});

test.prop([fc.string({ unit: 'binary', maxLength: 400 })])(
  'no text breaks the reader but with a refusal',
  (any) => {
    const head =
      '| # | Gap type | Feature | Affected layers | Severity | Report file | Status |\n|-|\n';
    expect(() => {
      try {
        readGapRegistry(head + any);
      } catch (error) {
        if ((error as { code?: string }).code !== 'gap_registry.invalid') throw error;
      }
    }).not.toThrow();
  },
);
