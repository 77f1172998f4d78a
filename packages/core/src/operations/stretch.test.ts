import { expect, test } from 'vitest';
import { resolveDtypes } from '../dtypeRoles.ts';
import { LayerOperations } from '../layerOperations.ts';
import { resolveParallelism } from '../parallelism.ts';
import { compileStretch, sendParts } from './stretch.ts';
import { AverageTally, Tally } from './tally.ts';
import { Trace } from './trace.ts';

class Parts extends LayerOperations {
  // 10 outputs over 4 packages: 3, 3, 2 and 2 of them.
  readonly project = this.product(
    'project',
    this.linear({ name: 'project', inputs: 6, outputs: 10, split: 'outputs', hasBias: true }),
  );
  readonly wide = this.buffer('wide', 3, 2.5);
  readonly scale = this.elementwise('scale', 3, { flopsPerElement: 2 });
  readonly reduce = this.exchange('allReduce', 'tensorParallel', 'reduce', 6);
  readonly alone = this.exchange('allReduce', 'contextParallel', 'alone', 6);
  readonly all = this.stretch(
    this.project,
    undefined,
    this.wide,
    this.scale,
    this.reduce,
    this.alone,
  );
}

const parts = new Parts(resolveDtypes({}), resolveParallelism({ tensorParallel: 4 }));

test.each([Tally, AverageTally])('a stretch adds up to what its parts do, for a %o', (Kind) => {
  const together = new Kind();
  together.enterLayer('layer', 3);
  together.stretch(parts.all, 7);
  const apart = new Kind();
  apart.enterLayer('layer', 3);
  sendParts(parts.all, apart, 7);
  expect(together).toEqual(apart);
  expect(together.activationBytes).toBeGreaterThan(0);
});

test('sums are worked out by hand', () => {
  expect(parts.all).toMatchObject({
    // 2·6·3 and 3 biases, 2 for each of 3 scaled
    flopsPerRow: 36 + 3 + 6,
    // 30 of 120 and 2.5 of 10 on average
    averageFlopsPerRow: 30 + 2.5 + 6,
    weightBytes: (18 + 3) * 2,
    heldBytesPerRow: 6,
    averageHeldBytesPerRow: 5,
    payloadBytesPerRow: 12,
    wireBytesPerRow: 18,
    kernels: 3,
  });
});

test('an exchange with nobody is no part', () => {
  expect(parts.all.parts.map(({ name }) => name)).toEqual(['project', 'wide', 'scale', 'reduce']);
  expect(compileStretch([parts.alone]).kernels).toBe(0);
});

test('a trace keeps the parts one by one', () => {
  const trace = new Trace();
  trace.stretch(parts.all, 7);
  expect(trace.operations.map(({ name }) => name)).toEqual(['project', 'wide', 'scale', 'reduce']);
});
