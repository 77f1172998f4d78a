import { describe, expect, test } from 'vitest';
import { ToyLayer } from '../__fixtures__/toyLayer.ts';
import { toyChip, toySystem } from '../__fixtures__/toySystem.ts';
import { plainEngine } from '../estimate/engine/engineProfile.ts';
import { Model } from '../model.ts';
import { constantEfficiency } from '../timing/constant.ts';
import type { ExplainedNumber } from './explanation.ts';
import { explain } from './explain.ts';

const layer = new ToyLayer({ parallelism: { tensorParallel: 4 } });
const model = new Model('toy', [{ name: 'toy', layer, count: 5 }]);
const system = {
  ...toySystem,
  efficiency: constantEfficiency({ name: 'half', compute: 0.5, memory: 0.5, launchSeconds: 1e-6 }),
};
const engine = {
  ...plainEngine,
  name: 'slow',
  version: '2',
  source: 'made up',
  costs: { ...plainEngine.costs, stepSeconds: 1e-3, kernelSeconds: 1e-6 },
};
const workload = { inputTokens: 100, outputTokens: 11 };
const users = { ...workload, load: { kind: 'concurrency', requests: 4 } } as const;

/** The number at the end of a path of names. */
function find(headlines: readonly ExplainedNumber[], ...path: string[]): ExplainedNumber {
  const [name, ...rest] = path;
  const found = headlines.find((number) => number.name === name);
  if (found === undefined) {
    throw new Error(`no ${name ?? ''} among ${headlines.map((number) => number.name).join(', ')}`);
  }
  return rest.length === 0 ? found : find(found.children ?? [], ...rest);
}

describe('a step that only generates', () => {
  const batch = { ...workload, load: { kind: 'batch', size: 3 } } as const;
  const { headlines } = explain(model, system, batch, { engine });
  const one = find(headlines, 'steps.decode.ms', 'layers', 'toy', 'layer', 'work');

  test('leads down to the arithmetic and the traffic of an operation', () => {
    const expand = find([one], 'work', 'expand');
    const { k, n, biasPerRow, weightBytes } = layer.expand;
    expect(find([expand], 'expand', 'compute', 'flops')).toEqual({
      name: 'flops',
      unit: 'FLOP',
      value: 3 * (2 * k * n + biasPerRow),
      formula: '2 * rows * k * n + rows * bias',
      inputs: { rows: 3, k, n, bias: biasPerRow },
    });
    expect(find([expand], 'expand', 'compute')).toMatchObject({
      inputs: { peak: 100e12 },
      source: 'datasheet of toy chip: peak FLOP/s in bf16',
    });
    expect(find([expand], 'expand', 'memory', 'bytes', 'weightRead').value).toBe(weightBytes);
    expect(expand).toMatchObject({ unit: 'ms', source: 'half', inputs: { kernels: 1 } });
  });

  test('counts a layer as often as it occurs', () => {
    const { formula, inputs } = find(headlines, 'steps.decode.ms', 'layers', 'toy');
    expect(formula).toBe('count * layer');
    expect(inputs?.['count']).toBe(5);
  });

  test('names the engine, its version and its source where it costs time', () => {
    const own = find(headlines, 'steps.decode.ms', 'engine', 'perStep');
    expect(own).toMatchObject({ value: 1, source: 'engine profile slow 2: made up' });
  });
});

describe('a step that takes up prompts', () => {
  const shared = explain(model, system, users, { engine }).headlines;
  const apart = explain(model, system, users, {
    engine: { ...engine, scheduler: 'exclusive' },
  }).headlines;
  const path = ['steps.prefill.ms', 'layers', 'toy', 'layer', 'work'] as const;
  const rowsOf = (headlines: readonly ExplainedNumber[]) =>
    find(headlines, ...path, 'expand', 'compute', 'flops').inputs?.['rows'];
  const writtenBy = (headlines: readonly ExplainedNumber[], name: string) => {
    const { inputs } = find(headlines, ...path, name, 'memory', 'bytes', 'stateWrite');
    return (inputs?.['sequences'] ?? 0) * (inputs?.['written'] ?? 0);
  };

  test('sends the rows of prompts and of those who generate through products together', () => {
    const generating = writtenBy(shared, 'attention');
    const prompts = writtenBy(shared, 'attention of prompts');
    expect(generating).toBeGreaterThan(0);
    expect(prompts).toBeGreaterThanOrEqual(100);
    expect(rowsOf(shared)).toBeCloseTo(generating + prompts, 9);
    expect(rowsOf(apart)).toBe(writtenBy(apart, 'attention'));
  });

  test('lets each kind attend for itself', () => {
    const names = (headlines: readonly ExplainedNumber[]) =>
      find(headlines, ...path).children?.map(({ name }) => name) ?? [];
    expect(names(shared)).toEqual(expect.arrayContaining(['attention', 'attention of prompts']));
    expect(names(apart)).toContain('attention');
    expect(names(apart)).not.toContain('attention of prompts');
  });
});

test('weights and state are told tensor by tensor', () => {
  const { headlines } = explain(model, system, users);
  const table = find(headlines, 'memory.weights', 'toy', 'layer', 'table');
  // 100 rows of 48 elements, in two bytes, on 4 packages
  expect(table).toMatchObject({ value: (100 * 48 * 2) / 4, meaning: '[25, 48] in bf16' });
  const key = find(headlines, 'memory.kvCache', 'toy', 'layer', 'key');
  // 112 positions in 7 blocks, 3 heads of 4 elements in two bytes
  expect(key).toMatchObject({
    value: 112 * 24 * 4,
    inputs: { positions: 112, bytesPerPosition: 24, sequences: 4 },
    meaning: 'every position, in bf16',
  });
});

test('a format that the chip lacks is said where it computes in another', () => {
  const fp8 = new ToyLayer({ dtype: 'fp8' });
  const chip = { ...toyChip, peakFlops: { bf16: toyChip.peakFlops['bf16'] ?? (0 as never) } };
  const { headlines } = explain(
    new Model('toy', [{ name: 'toy', layer: fp8, count: 1 }]),
    chip,
    users,
  );
  const compute = find(headlines, 'steps.decode.ms', 'layers', 'toy', 'layer', 'work', 'compute');
  expect(find([compute], 'compute', 'expand').source).toBe(
    'datasheet of toy chip: peak FLOP/s in bf16 for lack of fp8',
  );
});

test('power and rent are explained where they are known', () => {
  const chip = { ...toyChip, powerWatts: 700, pricePerHourUsd: 2 };
  const { headlines } = explain(model, { ...system, chip }, users);
  expect(find(headlines, 'energy.watts')).toMatchObject({ value: 2800, inputs: { packages: 4 } });
  expect(find(headlines, 'cost.usdPerHour').value).toBe(8);
  const names = explain(model, system, users).headlines.map(({ name }) => name);
  expect(names.filter((name) => /energy|cost/.test(name))).toEqual([]);
});
