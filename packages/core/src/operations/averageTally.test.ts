import { expect, test } from 'vitest';
import { resolveDtypes } from '../dtypeRoles.ts';
import { LayerOperations } from '../layerOperations.ts';
import { resolveParallelism } from '../parallelism.ts';
import { AverageTally, Tally } from './tally.ts';

class Experts extends LayerOperations {
  readonly routed = this.expertsProduct(
    'experts',
    [this.weight({ name: 'experts.{expert}.weight', shape: [4, 10, 6] })],
    [],
    // A slice of ten bias elements over three packages: four on the busiest.
    4,
    10 / 3,
  );
}

test('the bias of experts is counted rounded up on the busiest package, and exactly on average', () => {
  const { routed: product } = new Experts(
    resolveDtypes({}),
    resolveParallelism({ tensorParallel: 3 }),
  );
  const [busiest, average] = [new Tally(), new AverageTally()];
  busiest.experts(product, 9, 9, 4);
  average.experts(product, 9, 9, 4);
  // Nine pairs of 2·10·6 FLOPs and their bias.
  expect(busiest.flops).toBe(9 * (120 + 4));
  expect(average.flops).toBeCloseTo(9 * 120 + 30, 9);
});
