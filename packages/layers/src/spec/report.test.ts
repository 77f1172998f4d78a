import { expect, test } from 'vitest';
import { standardLayers } from '../registry.ts';
import { handWritten } from './__fixtures__/mlp.ts';
import { reportDiscrepancies } from './report.ts';
import { runSpec } from './run.ts';

const reportOf = (text: string) =>
  reportDiscrepancies(runSpec(text, { layers: standardLayers, file: 'mlp.md' }));

test('a document without faults needs no report', () => {
  expect(reportOf(handWritten)).toBe('');
});

test('wrong arithmetic is for the specification to mend, with the right value derived', () => {
  const text = handWritten.replace(
    '= `2 * 256 * 1024 * 4096 = 2,147,483,648`',
    '= `2 * 256 * 1024 * 4096 = 2,147,483,650`',
  );
  expect(reportOf(text)).toBe(`# Discrepancy Report

## Test: MLP-1

### mlp.md:46

**Expected (from the specification)**: 2,147,483,650
**Actual (from the arithmetic)**: 2,147,483,648

**Analysis**:

the arithmetic gives 2,147,483,648, not 2,147,483,650. [arithmetic.wrong]
Derived: \`2 * 256 * 1,024 * 4,096 = 2,147,483,648\`.

**Recommendation**:

- [ ] Fix the implementation
- [x] Fix the specification: the document contradicts itself
`);
});

test('a result against sound arithmetic is for the implementation to explain', () => {
  const report = reportOf(
    handWritten.replace(
      '* weight_memory_per_chip: **4,194,304**',
      '* weight_memory_per_chip: **4,194,305**',
    ),
  );
  expect(report).toContain(
    '**Expected (from the specification)**: 4,194,305\n**Actual (from the implementation)**: 4,194,304',
  );
  expect(report).toContain(
    '- [x] Fix the implementation, unless a step above is shown to be wrong',
  );
});
