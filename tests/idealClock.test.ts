import {
  estimate,
  idealEfficiency,
  Model,
  type ParallelismOptions,
  type System,
  type Workload,
} from '@mantile/core';
import { system } from '@mantile/hardware';
import { standardLayers } from '@mantile/layers';
import { describe, expect, test } from 'vitest';

const box = system('dgx-h100');
/** The same, by the clock that takes every operation singly: no efficiency but the very one is known to be ideal. */
const singly: System = { ...box, efficiency: { ...idealEfficiency } };

const loads: readonly Workload[] = [
  { inputTokens: 100, outputTokens: 20, load: { kind: 'batch', size: 3 } },
  { inputTokens: 9000, outputTokens: 5, load: { kind: 'concurrency', requests: 4 } },
];

function expectAlike(model: Model): void {
  for (const load of loads) {
    const fast = estimate(model, box, load, { fidelity: 'ideal' });
    const slow = estimate(model, singly, load, { fidelity: 'calibrated' });
    for (const key of ['ttftMs', 'tpotMs', 'e2eMs', 'modelFlopsUtilization'] as const) {
      expect(fast[key] / slow[key] || 1, key).toBeCloseTo(1, 9);
    }
    for (const phase of ['prefill', 'decode'] as const) {
      const [one, other] = [fast.steps[phase], slow.steps[phase]];
      for (const part of ['ms', 'computeMs', 'memoryMs', 'communicationMs'] as const) {
        expect(one[part], `${phase} ${part}`).toBeCloseTo(other[part], 9);
      }
    }
  }
}

const busy = standardLayers.classes.filter(
  ({ kind }) => kind !== 'DropoutLayer' && kind !== 'NoOpLayer',
);

describe.each(busy.map((kind) => ({ kind, name: kind.kind })))('$name', ({ kind }) => {
  test('estimated at datasheet peaks, stretch by stretch, as operation by operation', () => {
    for (const example of kind.examples) {
      expectAlike(new Model('once', [{ name: 'layer', layer: new kind(example), count: 3 }]));
    }
  });
});

test('a model that does nothing is refused', () => {
  const nothing = new (standardLayers.get('NoOpLayer'))({});
  const model = new Model('nothing', [{ name: 'nothing', layer: nothing, count: 3 }]);
  expect(() => estimate(model, box, loads[0]!)).toThrow('there is no time to tell');
});

test.each<ParallelismOptions>([{ tensorParallel: 8 }, { tensorParallel: 4, contextParallel: 2 }])(
  'exchanges too: %o',
  (parallelism) => {
    const kind = standardLayers.get('GroupedQueryAttentionLayer');
    const layer = new kind({ hiddenSize: 512, numHeads: 8, numKvHeads: 8, parallelism });
    expectAlike(new Model('apart', [{ name: 'layer', layer, count: 2 }]));
  },
);
