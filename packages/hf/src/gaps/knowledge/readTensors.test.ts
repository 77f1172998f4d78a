import { describe, expect, test } from 'vitest';
import type { GapTensor } from '../gap.ts';
import { readTensors } from './readTensors.ts';

const tensor = (name: string, shape: readonly number[], copies = 1): GapTensor => {
  const parameters = copies * shape.reduce((product, size) => product * size, 1);
  return { name, example: name, shape, dtype: 'BF16', copies, parameters, bytes: 2 * parameters };
};
const roles = (module: string, list: readonly GapTensor[], sizes: Record<string, number> = {}) => {
  const { tensors, numExperts } = readTensors(module, list, sizes);
  return [numExperts, ...tensors.map(({ role, byExpert }) => (byExpert ? `each ${role}` : role))];
};

describe('experts', () => {
  const sizes = { hiddenSize: 64, numHeads: 8 };

  test.each([
    [
      'numbered',
      [tensor('pick', [8, 64]), tensor('unit.{n}.a', [96, 64], 8)],
      [8, 'product', 'each experts'],
    ],
    [
      'in one tensor, behind a router stored the other way round, with biases',
      [tensor('pick', [64, 6]), tensor('a', [6, 64, 96]), tensor('a_bias', [6, 96])],
      [6, 'product', 'each experts', 'each elementwise'],
    ],
    [
      'with a bias as wide as the model',
      [tensor('pick', [6, 64]), tensor('a', [6, 96, 64]), tensor('b_bias', [6, 64])],
      [6, 'product', 'each experts', 'each elementwise'],
    ],
    [
      'beside shared ones',
      [tensor('pick', [6, 64]), tensor('a', [6, 96, 64]), tensor('shared.{n}.a', [96, 64], 6)],
      [6, 'product', 'each experts', 'product'],
    ],
  ])('are found %s', (_, list, expected) => {
    expect(roles('ffw.', list, sizes)).toEqual(expected);
  });

  test.each([
    ['no router counts them', 'ffw.', [tensor('unit.{n}.a', [96, 64], 8)], {}],
    [
      'the configuration counts others',
      'ffw.',
      [tensor('pick', [8, 64]), tensor('unit.{n}.a', [96, 64], 8)],
      { numExperts: 4 },
    ],
    [
      'the module is attention',
      'self_attn.',
      [tensor('pick', [6, 64]), tensor('a', [6, 64, 96])],
      {},
    ],
    ['there is one for each head', 'ffw.', [tensor('pick', [8, 64]), tensor('a', [8, 64, 96])], {}],
    [
      'a recurrence has them',
      'cell.',
      [tensor('pick', [6, 64]), tensor('a', [6, 64, 96]), tensor('A_log', [6])],
      {},
    ],
  ])('are not where %s', (_, module, list, more) => {
    expect(readTensors(module, list, { ...sizes, ...more }).numExperts).toBeUndefined();
  });

  test('are those that the configuration counts, without a router', () => {
    const list = [tensor('unit.{n}.a', [96, 64], 8)];
    expect(roles('ffw.', list, { ...sizes, numExperts: 8 })).toEqual([8, 'each experts']);
  });
});
