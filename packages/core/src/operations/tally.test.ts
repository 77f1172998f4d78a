import { expect, test } from 'vitest';
import { ToyLayer } from '../__fixtures__/toyLayer.ts';
import { StepFrame } from '../step.ts';
import { Tally } from './tally.ts';

const layer = new ToyLayer({ parallelism: { tensorParallel: 2 } });
const [reduce, gather] = layer.exchanges;

test('every verb counts what it does', () => {
  const tally = new Tally();
  tally.matmul(layer.expand, 3);
  expect([tally.flops, tally.weightReadBytes]).toEqual([3 * (2 * 48 * 48 + 48), 49 * 48 * 2]);
  tally.reset();
  // 5 pairs of (2·16·48 + 16) FLOPs, 2 experts of (16·48 + 16) elements
  tally.experts(layer.route, 5, 3, 2);
  expect([tally.flops, tally.weightReadBytes]).toEqual([5 * 1552, 2 * 784 * 2]);
  tally.reset();
  // 6 heads of 4: per pair 2·6·(4 + 4) FLOPs, per position 2·6·4 elements
  tally.attention(layer.attend, 2, 1, 10, 9, 1);
  expect([tally.flops, tally.stateReadBytes, tally.stateWriteBytes]).toEqual([
    2 * 10 * 96,
    2 * 9 * 96,
    2 * 1 * 96,
  ]);
  tally.reset();
  tally.scan(layer.recur, 2, 5, true);
  expect([tally.flops, tally.weightReadBytes]).toEqual([2 * 5 * 72, 6 * 2]);
  expect([tally.stateReadBytes, tally.stateWriteBytes]).toEqual([2 * 48, 2 * 48]);
  tally.scan(layer.recur, 2, 5, false);
  expect([tally.stateReadBytes, tally.stateWriteBytes]).toEqual([2 * 48, 4 * 48]);
  tally.reset();
  tally.pass(layer.normalise, 3);
  expect([tally.flops, tally.weightReadBytes]).toEqual([3 * 5 * 48, 48 * 2]);
  tally.reset();
  tally.collective(reduce!, 3);
  expect([tally.payloadBytes, tally.wireBytes, tally.kernels]).toEqual([288, 288, 1]);
});

test('a table is not read beyond its rows', () => {
  const tally = new Tally();
  tally.gather(layer.lookUpRows, 7);
  expect(tally.weightReadBytes).toBe(7 * 96);
  tally.reset();
  tally.gather(layer.lookUpRows, 7000);
  expect(tally.weightReadBytes).toBe(50 * 96);
});

test('an exchange with oneself is none', () => {
  const tally = new Tally();
  tally.collective(gather!, 3);
  expect([tally.payloadBytes, tally.wireBytes, tally.kernels]).toEqual([0, 0, 0]);
});

test('activations of one layer are alive together, those of different layers are not', () => {
  const tally = new Tally();
  tally.hold(layer.input, 10);
  tally.hold(layer.innerBuffer, 10);
  expect(tally.activationBytes).toBe(10 * (48 + 48) * 2);
  tally.enterLayer('next', 100);
  tally.hold(layer.input, 15);
  expect(tally.activationBytes).toBe(1920);
  tally.hold(layer.input, 15);
  expect(tally.activationBytes).toBe(2 * 15 * 48 * 2);
});

test('a layer that occurs often counts as often', () => {
  const tally = new Tally();
  tally.enterLayer('one', 3);
  tally.matmul(layer.expand, 1);
  tally.enterLayer('two', 2);
  tally.matmul(layer.expand, 1);
  tally.collective(reduce!, 1);
  expect(tally.flops).toBe(5 * layer.expand.flopsPerRow);
  expect([tally.payloadBytes, tally.kernels]).toEqual([2 * 96, 7]);
});

test('a tally starts again from zero', () => {
  const tally = new Tally();
  tally.enterLayer('one', 3);
  layer.forward(new StepFrame().set({ phase: 'decode', batchSize: 2, contextLen: 5 }), tally);
  tally.reset();
  expect(tally).toEqual(new Tally());
});
