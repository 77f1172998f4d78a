import { fc, test } from '@fast-check/vitest';
import { createLayerRegistry } from '@mantile/core';
import { runSpec } from '@mantile/layers/spec';
import { expect } from 'vitest';
import type { Tensor } from '../tensors/tensor.ts';
import { deliverables } from './deliverables/deliverables.ts';
import { gapsOf } from './find/gapsOf.ts';
import { gapReport } from './report/gapReport.ts';

const nasty = fc.constantFrom(
  '__proto__',
  'constructor',
  'prototype',
  '..',
  '../../etc/passwd',
  'C:\\con',
  'a|b',
  '`code`',
  '# head',
  'line\nbreak',
  '---',
  '2 * 3 = 7',
  '<script>',
  '[x](y)',
  '\u202e',
  '\ud800',
  'experts',
  '0',
  '17',
  '99999999999999999999',
  'A_log',
  'conv1d',
  'weight',
  'bias',
  'q_proj',
  'sinks',
  'embed_tokens',
  'README',
  'features',
  'x_tests',
  '',
  ' ',
);
const word = fc.oneof(
  { weight: 3, arbitrary: nasty },
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const name = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join('.'));
const size = fc.oneof(fc.integer({ min: 0, max: 300 }), fc.constantFrom(1, 4096, 2 ** 31, 1e9));
const tensor = fc.record({
  name,
  shape: fc.array(size, { maxLength: 5 }),
  dtype: fc.constantFrom<Tensor['dtype'][]>('BF16', 'F32', 'F8_E4M3', 'U8', 'F4'),
});
const tensors = fc.uniqueArray(tensor, { selector: ({ name: own }) => own, maxLength: 12 });

const safePath =
  /^(gaps\/[a-z0-9_]+(\.md|\.json)|gaps\/README\.md|summary\.md|validation_report\.md)$/;

test.prop([tensors], { numRuns: 25 })(
  'any list of tensors gives whole reports in safe files, and no tensor is left out',
  (list) => {
    const found = gapsOf({ config: { model_type: '|\n`', hidden_size: 64 }, tensors: list });
    expect(found.unaccountedTensors).toBe(0);
    const reports = found.gaps.map((gap) => gapReport(gap, found.context));
    const { files, counts } = deliverables({ found, findings: found.findings, reports });
    expect(counts.unaccounted).toBe(0);
    const paths = files.map(({ path }) => path.toLowerCase());
    expect(new Set(paths).size).toBe(paths.length);
    for (const { path, text } of files) {
      expect(path).toMatch(safePath);
      if (path.endsWith('.md')) expectWhole(text);
    }
    for (const { suite } of reports) {
      if (suite === undefined) continue;
      const layers = createLayerRegistry([suite.layer]);
      expect(runSpec(suite.text, { layers, file: suite.path }).findings).toEqual([]);
    }
  },
  60_000,
);

/** Every row of a table has the cells of its head, every line closes its code, and nothing unseen is left. */
function expectWhole(text: string): void {
  expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e]/u);
  let width: number | undefined;
  for (const line of text.split('\n')) {
    expect((line.match(/`/g) ?? []).length % 2, line).toBe(0);
    expect(line.replace(/`[^`]*`|\\./g, '')).not.toMatch(/<script/);
    if (!line.startsWith('| ')) {
      width = undefined;
      continue;
    }
    const cells = line.replace(/\\./g, '').split('|').length;
    width ??= cells;
    expect(cells, line).toBe(width);
  }
}
