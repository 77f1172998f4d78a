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
