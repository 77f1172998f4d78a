import { expect, test } from 'vitest';
import { faultsOf } from '../__fixtures__/faultsOf.ts';
import { servedModel } from '../__fixtures__/servedLayer.ts';
import { toyChip, toySystem } from '../__fixtures__/toySystem.ts';
import type { Workload } from '../workload.ts';
import { plainEngine } from './engine/engineProfile.ts';
import { estimate } from './estimator.ts';
import type { ServedModel } from './options.ts';

const load = { kind: 'concurrency', requests: 4 } as const;
const request: Workload = { inputTokens: 100, outputTokens: 10, load };

/** Code and path of each fault. */
function refused(workload: object, options: object = {}): readonly string[] {
  const call = () => estimate(servedModel(), toySystem, { ...request, ...workload }, options);
  return faultsOf(call).map(({ code, path }) => `${code} ${path}`);
}

test.each([
  [{ inputTokens: 0 }, 'workload.inputTokens'],
  [{ inputTokens: -5 }, 'workload.inputTokens'],
  [{ inputTokens: NaN }, 'workload.inputTokens'],
  [{ inputTokens: Infinity }, 'workload.inputTokens'],
  [{ inputTokens: '100' }, 'workload.inputTokens'],
  [{ inputTokens: null }, 'workload.inputTokens'],
  [{ inputTokens: {} }, 'workload.inputTokens'],
  [{ inputTokens: { min: 0, max: 10 } }, 'workload.inputTokens.min'],
  [{ inputTokens: { min: 10, max: 9 } }, 'workload.inputTokens.max'],
  [{ outputTokens: undefined }, 'workload.outputTokens'],
  [{ outputTokens: { min: 1, max: NaN } }, 'workload.outputTokens.max'],
  [{ cachedPrefixShare: 1.1 }, 'workload.cachedPrefixShare'],
  [{ cachedPrefixShare: -0.1 }, 'workload.cachedPrefixShare'],
  [{ cachedPrefixShare: '1' }, 'workload.cachedPrefixShare'],
  [{ speculation: { draftTokens: 0, acceptance: 0.5 } }, 'workload.speculation.draftTokens'],
  [{ speculation: { draftTokens: 1.5, acceptance: 0.5 } }, 'workload.speculation.draftTokens'],
  [{ speculation: { draftTokens: 2, acceptance: 2 } }, 'workload.speculation.acceptance'],
  [{ load: undefined }, 'workload.load'],
  [{ load: { kind: 'many' } }, 'workload.load.kind'],
  [{ load: { kind: 'batch', size: 0 } }, 'workload.load.size'],
  [{ load: { kind: 'concurrency', requests: 1.5 } }, 'workload.load.requests'],
  [{ load: { kind: 'rate', requestsPerSecond: 0 } }, 'workload.load.requestsPerSecond'],
  [{ load: { kind: 'rate', requestsPerSecond: NaN } }, 'workload.load.requestsPerSecond'],
  [{ load: { kind: 'rate', requestsPerSecond: 5e-324 } }, 'workload.load.requestsPerSecond'],
])('refuses %j', (workload, path) => {
  expect(refused(workload)).toContain(`workload.invalid ${path}`);
});

test('says all that is wrong with a workload at once', () => {
  const found = refused({
    inputTokens: 0,
    outputTokens: { min: 5, max: 1 },
    cachedPrefixShare: 2,
    speculation: { draftTokens: 0, acceptance: -1 },
    load: { kind: 'batch', size: -1 },
  });
  expect([...found].sort()).toEqual([
    'workload.invalid workload.cachedPrefixShare',
    'workload.invalid workload.inputTokens',
    'workload.invalid workload.load.size',
    'workload.invalid workload.outputTokens.max',
    'workload.invalid workload.speculation.acceptance',
    'workload.invalid workload.speculation.draftTokens',
  ]);
});

test.each([
  [{ fidelity: 'true' }, 'option.invalid options.fidelity'],
  [{ causal: 'none' }, 'option.invalid options.causal'],
  [{ overlap: true }, 'option.invalid options.overlap'],
  [{ replicas: 0 }, 'option.invalid options.replicas'],
  [{ pipelineStages: 1.5 }, 'option.invalid options.pipelineStages'],
  [{ engine: { ...plainEngine, chunkTokens: 0 } }, 'engine.invalid options.engine.chunkTokens'],
  [{ engine: { ...plainEngine, memoryShare: 2 } }, 'engine.invalid options.engine.memoryShare'],
  [{ engine: { ...plainEngine, scheduler: 'fair' } }, 'engine.invalid options.engine.scheduler'],
  [{ engine: { ...plainEngine, waitSteps: -1 } }, 'engine.invalid options.engine.waitSteps'],
  [
    { engine: { ...plainEngine, costs: { ...plainEngine.costs, stepSeconds: -1 } } },
    'engine.invalid options.engine.costs.stepSeconds',
  ],
  [{ engine: { ...plainEngine, notes: 'none' } }, 'engine.invalid options.engine.notes'],
  [{ engine: { ...plainEngine, notes: [{ code: 'x' }] } }, 'engine.invalid options.engine.notes'],
])('refuses the options %j', (options, fault) => {
  expect(refused({}, options)).toContain(fault);
});

test('says all that is wrong with options at once', () => {
  const engine = { ...plainEngine, blockTokens: 0, admission: 'all' };
  const found = refused({}, { fidelity: 'x', replicas: -1, engine });
  expect([...found].sort()).toEqual([
    'engine.invalid options.engine.admission',
    'engine.invalid options.engine.blockTokens',
    'option.invalid options.fidelity',
    'option.invalid options.replicas',
  ]);
});

test('refuses a replica that no links join, or too few', () => {
  const model = servedModel(1, {}, { tensorParallel: 2 });
  expect(faultsOf(() => estimate(model, toyChip, request))[0]?.code).toBe('hardware.link_missing');
  const wide = servedModel(600);
  const faults = faultsOf(() => estimate(wide, toySystem, request, { pipelineStages: 600 }));
  expect(faults[0]?.code).toBe('hardware.too_few_packages');
});

test('refuses more stages than layers', () => {
  const faults = faultsOf(() =>
    estimate(servedModel(3), toySystem, request, { pipelineStages: 4 }),
  );
  expect(faults[0]).toMatchObject({ code: 'option.invalid', path: 'options.pipelineStages' });
});

test('refuses a rate that is too high, and says which one is not', () => {
  const rate = (requestsPerSecond: number): Workload => ({
    ...request,
    load: { kind: 'rate', requestsPerSecond },
  });
  const [fault] = faultsOf(() => estimate(servedModel(), toySystem, rate(1e9)));
  expect(fault).toMatchObject({
    code: 'workload.unsustainable',
    path: 'workload.load.requestsPerSecond',
  });
  const [most = NaN] = (fault?.legal ?? []) as readonly number[];
  expect(fault?.message).toContain(` answers ${most} requests per second at most`);
  expect(estimate(servedModel(), toySystem, rate(most)).requestsPerSecond).toBe(most);
  expect(faultsOf(() => estimate(servedModel(), toySystem, rate(1.02 * most)))).toHaveLength(1);
});

test('refuses keys that nobody reads, engines without all costs, and what is no workload', () => {
  expect(refused({ cachedPrefixSahre: 0.9 })).toEqual([
    'option.unknown workload.cachedPrefixSahre',
  ]);
  const engine = { ...plainEngine, costs: { ...plainEngine.costs, stepSeconds: undefined } };
  expect(refused({}, { engine })).toEqual(['engine.invalid options.engine.costs.stepSeconds']);
  for (const workload of [null, undefined, 5, []]) {
    const call = () => estimate(servedModel(), toySystem, workload as unknown as Workload);
    expect(faultsOf(call).map(({ path }) => path)).toEqual(['workload']);
  }
});

test.each([
  [{ speculation: { draftTokens: 2, acceptance: 1, draft: 1 } }, 'speculation.draft'],
  [{ inputTokens: { min: 1, max: 3, mean: 2 } }, 'inputTokens.mean'],
  [{ outputTokens: { min: 1, max: 3, average: 2 } }, 'outputTokens.average'],
  [{ load: { kind: 'batch', size: 4, requests: 4 } }, 'load.requests'],
  [{ load: { kind: 'concurrency', requests: 4, most: 8 } }, 'load.most'],
])('refuses what nobody reads of %j', (workload, path) => {
  expect(refused(workload)).toEqual([`option.unknown workload.${path}`]);
});

test.each([
  [{ speculation: null }, 'speculation'],
  [{ speculation: 5 }, 'speculation'],
  [{ speculation: { draftTokens: 2 } }, 'speculation.acceptance'],
])('refuses %j', (workload, path) => {
  expect(refused(workload)).toEqual([`workload.invalid workload.${path}`]);
});

test('refuses slips in the keys of engines, and leaves them keys of their own', () => {
  const slip = { engine: { ...plainEngine, chunktokens: 512 } };
  expect(refused({}, slip)).toEqual(['option.unknown options.engine.chunktokens']);
  const costs = { engine: { ...plainEngine, costs: { ...plainEngine.costs, stepMs: 1 } } };
  expect(refused({}, costs)).toEqual(['option.unknown options.engine.costs.stepMs']);
  const own = { ...plainEngine, basis: 'observed' };
  expect(() => estimate(servedModel(), toySystem, request, { engine: own })).not.toThrow();
});

test.each([null, 5, 'ideal', []])('refuses %j as options', (options) => {
  const call = () => estimate(servedModel(), toySystem, request, options as never);
  expect(faultsOf(call)).toMatchObject([{ code: 'option.invalid', path: 'options' }]);
});

test.each([null, {}, 5])('refuses %j as draft', (draft) => {
  expect(refused({}, { draft })).toEqual(['model.invalid options.draft']);
});

test('refuses what is no model, and a draft that is spread further than what it drafts for', () => {
  for (const model of [undefined, null, 5, {}, { prefill: servedModel() }]) {
    const call = () => estimate(model as unknown as ServedModel, toySystem, request);
    expect(faultsOf(call).map(({ code, path }) => `${code} ${path}`)).toEqual([
      'model.invalid model',
    ]);
  }
  const draft = servedModel(1, {}, { tensorParallel: 2 });
  expect(refused({}, { draft })).toEqual(['model.invalid options.draft']);
});
