import { standardLayers } from '@mantile/layers';
import { expect, test } from 'vitest';
import { gapNames } from './gapNames.ts';

const classesOf = (...words: readonly string[]) =>
  gapNames(
    words.map((word) => ({ module: `model.layers.{layer}.${word}.` })),
    standardLayers,
    { roots: [], count: 0 },
  ).map(({ className }) => className);

test('modules of other names are other classes, however alike the classes would be called', () => {
  const classes = classesOf('a_b', 'a-b', 'a__b', 'A_B', 'mamba', 'mam_ba', 'm_a_m_b_a_2');
  expect(new Set(classes).size).toBe(classes.length);
  expect(classes.filter((name) => standardLayers.has(name))).toEqual([]);
  expect(classes[0]).toBe('ABLayer');
});

test('modules of one name are one class', () => {
  expect(classesOf('mixer', 'mixer')).toEqual(['MixerLayer', 'MixerLayer']);
});
