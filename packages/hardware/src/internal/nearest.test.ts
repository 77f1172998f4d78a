import { MantileError } from '@mantile/core';
import { describe, expect, test } from 'vitest';
import { chip, chips, type ChipId } from '../chips/chips.ts';
import { link, type LinkId } from '../links/links.ts';
import { system, type SystemId } from '../systems/systems.ts';
import { nearestNames } from './nearest.ts';

function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (MantileError.isInstance(error)) return error.faults[0]?.message ?? '';
    throw error;
  }
  return '';
}

const ids = chips.map(({ id }) => id);

describe('nearestNames', () => {
  test.each([
    ['h100', 'h100-sxm'],
    ['NVIDIA H100', 'h100-sxm'],
    ['H100 SXM5', 'h100-sxm'],
    ['mi300', 'mi300x'],
    ['v5p', 'tpu-v5p'],
    ['gaudi-3', 'gaudi3'],
    ['trainum2', 'trainium2'],
  ])('%s is likely %s', (name, nearest) => {
    expect(nearestNames(name, ids)[0]).toBe(nearest);
  });

  test('names a few at most, and none for what is like nothing', () => {
    expect(nearestNames('h100', ids)).toHaveLength(3);
    for (const name of ['quantum-abacus', '', '--', undefined, null, 7]) {
      expect(nearestNames(name, ids)).toEqual([]);
    }
    expect(nearestNames('x'.repeat(1_000_000), ids)).toEqual([]);
  });
});

test('an unknown id is answered with the nearest few, and where the list is', () => {
  expect(messageOf(() => chip('h100' as ChipId))).toBe(
    'no such chip in the catalogue, did you mean "h100-sxm", "h100-nvl" or "h100-pcie"? ' +
      `All ${chips.length}: chips.map(({ id }) => id). Define others with defineChip().`,
  );
  expect(messageOf(() => system('hgx-h100' as SystemId))).toContain('did you mean "dgx-h100"');
  expect(messageOf(() => link('nvlink 5' as LinkId))).toContain('did you mean "nvlink5"');
  expect(messageOf(() => chip(undefined as unknown as ChipId))).not.toContain('did you mean');
});
