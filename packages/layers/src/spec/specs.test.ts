import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { standardLayers } from '../registry.ts';
import { runSpec } from './run.ts';

const folder = join(import.meta.dirname, '../../specs');
const files = readdirSync(folder).filter((name) => name.endsWith('.md') && name !== 'README.md');
const specs = files.map((file) =>
  runSpec(readFileSync(join(folder, file), 'utf8'), {
    layers: standardLayers,
    file: `specs/${file}`,
  }),
);

describe.each(specs)('$file', ({ cases, findings }) => {
  test.each(cases)('$id: $title', ({ findings: own }) => {
    expect(own).toEqual([]);
  });

  test('has nothing wrong around its cases', () => {
    expect(findings.filter(({ caseId }) => caseId === undefined)).toEqual([]);
  });
});

describe.each(standardLayers.kinds)('%s has cases', (kind) => {
  const { supportedParallelism } = standardLayers.get(kind);
  const cases = specs.flatMap((spec) => spec.cases).filter((each) => each.kind === kind);
  const degreesOf = ({ parallelism }: (typeof cases)[number]) =>
    Object.entries(parallelism).filter(([, degree]) => degree > 1);

  test('of at least four kinds', () => {
    expect(cases.length).toBeGreaterThanOrEqual(4);
  });

  test('on one package', () => {
    expect(cases.some((each) => degreesOf(each).length === 0)).toBe(true);
  });

  test('of tensor parallelism of 4, or of its own axis', () => {
    const isFitting = (each: (typeof cases)[number]): boolean =>
      (supportedParallelism as readonly string[]).includes('tensorParallel')
        ? each.parallelism.tensorParallel === 4
        : degreesOf(each).length > 0;
    expect(supportedParallelism.length === 0 || cases.some(isFitting)).toBe(true);
  });

  test('of another parallelism or a hybrid, where it has several axes', () => {
    const plans = new Set(cases.map((each) => JSON.stringify(degreesOf(each))));
    expect(supportedParallelism.length < 2 || plans.size >= 3).toBe(true);
  });

  test('of decoding', () => {
    expect(cases.some(({ phase }) => phase === 'decode')).toBe(true);
  });
});
