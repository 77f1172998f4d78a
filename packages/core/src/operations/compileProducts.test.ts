import { expect, test } from 'vitest';
import { resolveDtypes } from '../dtypeRoles.ts';
import { LayerOperations } from '../layerOperations.ts';
import { resolveParallelism } from '../parallelism.ts';

class Experts extends LayerOperations {
  readonly routed = this.expertsProduct('experts', [
    this.weight({
      name: 'down',
      shape: [8, 6, 20],
      shards: [
        { axis: 'expertParallel', dimension: 0, units: 8 },
        { axis: 'tensorParallel', dimension: 2, units: 20 },
      ],
    }),
    this.weight({
      name: 'up',
      shape: [8, 20, 6],
      shards: [
        { axis: 'expertParallel', dimension: 0, units: 8 },
        { axis: 'tensorParallel', dimension: 1, units: 20 },
      ],
    }),
  ]);
}

test('experts say how wide the activations of a pair are, and over how many packages they are spread', () => {
  const degrees = resolveParallelism({ expertParallel: 4, tensorParallel: 2 });
  const { routed: product } = new Experts(resolveDtypes({}), degrees);
  // Two products between widths 6 and 20 / 2, whichever way they go.
  expect(product.widthsPerPair).toBe(2 * (6 + 10));
  expect(product.packages).toBe(4);
  expect(product.localExperts).toBe(2);
});
