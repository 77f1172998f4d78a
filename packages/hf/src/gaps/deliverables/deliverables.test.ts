import { describe, expect, test } from 'vitest';
import { buildModelConfig, type ModelSources } from '../../buildModelConfig.ts';
import { extraBias, models, otherWidth, rwkvLike, unknownMixer } from '../__fixtures__/models.ts';
import { gapsOf } from '../find/gapsOf.ts';
import { readGapRegistry } from '../registry/readGapRegistry.ts';
import { gapReport } from '../report/gapReport.ts';
import { deliverables } from './deliverables.ts';
import type { DeliverablesInput } from './input.ts';

function inputOf(sources: ModelSources): DeliverablesInput {
  const found = gapsOf(sources);
  const reports = found.gaps.map((gap) => gapReport(gap, found.context));
  return { ...buildModelConfig(sources), found, reports };
}

describe.each(Object.entries(models))('deliverables of %s', (_, sources) => {
  const input = inputOf(sources);
  const { summary, files, counts } = deliverables(input);

  test('account for every gap', () => {
    expect(counts.unaccounted).toBe(0);
    expect(counts.identified).toBe(counts.reportsCreated + counts.documented);
    expect(summary).toContain('- Unaccounted gaps: **0**');
  });

  test('name every file that they bring, once', () => {
    const paths = files.map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
    for (const { path } of input.reports) expect(paths).toContain(path);
    for (const { suite } of input.reports) {
      if (suite !== undefined) expect(paths).toContain(suite.path);
    }
  });

  test('hold a registry of all gaps', () => {
    const registry = files.find(({ path }) => path === 'gaps/README.md')?.text ?? '';
    const rows = readGapRegistry(registry);
    expect(rows.map(({ feature, reportFile }) => [feature, reportFile])).toEqual(
      input.found.gaps.map(({ feature, reportFile }) => [feature, reportFile]),
    );
  });
});

describe('what is left out is counted', () => {
  test('a gap without a report', () => {
    const input = inputOf(rwkvLike);
    const { counts } = deliverables({ ...input, reports: input.reports.slice(2) });
    expect(counts.unaccounted).toBe(2);
  });

  test('a tensor without a gap', () => {
    const input = inputOf(unknownMixer);
    const found = { ...input.found, unaccountedTensors: 3 };
    expect(deliverables({ ...input, found }).counts.unaccounted).toBe(3);
  });
});

test('several features share a report, and are documented in it', () => {
  const { counts, files } = deliverables(inputOf(otherWidth));
  expect(counts).toMatchObject({ identified: 3, reportsCreated: 2, documented: 1, suites: 1 });
  const features = files.find(({ path }) => path === 'gaps/features.md')?.text;
  expect(features).toContain('yarn RoPE scaling');
  expect(features).toContain('memory_width');
});

test('a registry that is there is continued', () => {
  const first = deliverables(inputOf(unknownMixer));
  const registry = first.files.find(({ path }) => path === 'gaps/README.md')?.text;
  const second = deliverables({ ...inputOf(extraBias), registry });
  const rows = readGapRegistry(
    second.files.find(({ path }) => path === 'gaps/README.md')?.text ?? '',
  );
  expect(rows.map(({ number, feature }) => [number, feature])).toEqual([
    [1, 'mixer'],
    [2, 'self_attn'],
  ]);
});

test('public figures are compared where there are any, and missing ones said', () => {
  const input = inputOf(unknownMixer);
  expect(deliverables(input).summary).toContain('not compared: no public figure was given');
  const near = deliverables({ ...input, claims: { parameters: 231_000 } }).summary;
  expect(near).toContain('Parameter count matches: YES (0.14 % difference)');
  const far = deliverables({ ...input, claims: { parameters: 300_000 } }).summary;
  expect(far).toContain('Parameter count matches: NO (22.89 % difference)');
});

test('a model without gaps needs nothing more', () => {
  const explained = {
    ...unknownMixer,
    tensors: unknownMixer.tensors?.filter(({ name }) => !name.includes('mixer')),
  };
  const { summary, counts } = deliverables(inputOf(explained));
  expect(counts).toMatchObject({ identified: 0, tests: 0, unaccounted: 0 });
  expect(summary).toContain('All layers mapped: YES');
  expect(summary).toContain('- None: the config can be used.');
});

test('a model without config says so', () => {
  const { summary, files } = deliverables(inputOf(rwkvLike));
  expect(summary).toContain('No model config: rwkv');
  expect(files.some(({ path }) => path.startsWith('model_configs/'))).toBe(false);
});

describe('a yes is one', () => {
  const explained = (unknownMixer.tensors ?? []).filter(({ name }) => !name.includes('mixer'));
  const summaryOf = (tensors: ModelSources['tensors'], more: Partial<DeliverablesInput> = {}) => {
    const input = inputOf({ ...unknownMixer, tensors });
    return deliverables({ ...input, ...more }).summary;
  };

  test('where every tensor that is asked for is there', () => {
    const summary = summaryOf(explained);
    expect(summary).toContain('- [x] Validation: PASSED');
    expect(summary).toContain('- [x] Architecture verified: YES\n');
    expect(summary).toContain(
      '- Architecture verified: YES, against the tensors of the checkpoint',
    );
    expect(summary).toContain('## Model config complete');
  });

  test.each([
    ['a layer', /layers\.2\./],
    ['the embedding', /embed_tokens/],
    ['a head that is not tied', /lm_head/],
    ['all but one tensor', /^(?!model\.norm\.)/],
  ])('and not where %s is missing', (_, missing) => {
    const summary = summaryOf(explained.filter(({ name }) => !missing.test(name)));
    expect(summary).not.toMatch(/YES|PASSED|complete|can be used/);
    expect(summary).toMatch(/- \[ \] Validation: FAILED \(\d errors?/);
    expect(summary).toMatch(/- \[ \] All layers mapped: NO \(\d errors? among the findings\)/);
    expect(summary).toMatch(/- \[ \] Architecture verified: NO \(\d errors? among the findings\)/);
    expect(summary).toMatch(/Settle \d errors? among the findings/);
    expect(summary).not.toContain('1 errors');
  });

  test('and only in part where something is left out that may be left out', () => {
    const absent: DeliverablesInput['findings'][number] = {
      code: 'hf.piece_absent',
      severity: 'warning',
      path: 'mtp.',
      message: 'the checkpoint holds no tensor of it.',
    };
    const summary = summaryOf(explained, { findings: [absent] });
    expect(summary).toContain('- [x] Validation: PASSED');
    expect(summary).toMatch(/- \[ \] Architecture verified: IN PART \(of one sort of layer/);
  });

  test('and not verified without tensors', () => {
    const summary = summaryOf(undefined);
    expect(summary).toContain('- [x] All layers mapped: YES');
    expect(summary).toContain('- [ ] Architecture verified: NO (no tensors were read');
    expect(summary).toContain('None: without tensors no gap shows.');
  });

  test('and not where the layers are others in public', () => {
    const summary = summaryOf(explained, { claims: { layers: 4 } });
    expect(summary).toContain('Architecture verified: NO (3 layers, and 4 in public)');
  });

  test('and no figure matches that the tensors contradict', () => {
    const differs = {
      code: 'validation.parameters_differ',
      severity: 'error',
      path: 'expectedParams',
      message: 'the tensors hold others.',
    } as const;
    const claims = { parameters: 205_760 };
    expect(summaryOf(explained, { claims })).toMatch(/- \[x\] Parameter count matches: YES/);
    const summary = summaryOf(explained, { claims, findings: [differs] });
    expect(summary).toMatch(/- \[ \] Parameter count matches: NO/);
    expect(summary).toContain('- [x] All layers mapped: YES');
    expect(summaryOf(explained, { claims: { parameters: 0 } })).toContain(
      'not compared: the public figure is no number of parameters',
    );
  });
});

test('the registry that is there says how far a gap has come', () => {
  const input = inputOf(unknownMixer);
  const [first] = deliverables(input).files.filter(({ path }) => path === 'gaps/README.md');
  const registry = (first?.text ?? '').replace('Created', 'Implemented');
  expect(deliverables({ ...input, registry }).summary).toMatch(
    /\| gaps\/mixer\.md \| Implemented \|/,
  );
});
