import { expect, test } from 'vitest';
import { storedTensors } from '../../../quantization/storedTensors.ts';
import { toyConfig } from '../../__fixtures__/models.ts';
import { gapsOf } from '../../find/gapsOf.ts';
import { gapReport } from '../gapReport.ts';

test('memory of all layers is that of each, where some are quantised', () => {
  const matrix = (layer: number) =>
    ({ name: `model.layers.${layer}.mixer.w_in.weight`, shape: [96, 64], dtype: 'BF16' }) as const;
  const packed = storedTensors(matrix(1), {
    kind: 'nvfp4',
    style: 'modelopt',
    hasInputScale: true,
  });
  const tensors = [matrix(0), ...packed];
  const { gaps, context } = gapsOf({ config: toyConfig, tensors });
  const gap = gaps.find(({ feature }) => feature === 'mixer');
  const text = gap === undefined ? '' : gapReport(gap, context).markdown;
  expect(gap?.bytes).toBe(96 * 64 * 2 + 3464);
  expect(text).toContain('| `w_in.weight` | `BF16` | 12,288 |');
  expect(text).toContain(
    'All 2 layers take 15,752 bytes in the files. The table is of the first of them; others are stored in other formats.',
  );
});

test('memory is stated as the files store it, packed and with scales', () => {
  const name = 'model.layers.1.mixer.w_in.weight';
  const [packed, ...scales] = storedTensors(
    { name, shape: [96, 64], dtype: 'BF16' },
    { kind: 'nvfp4', style: 'modelopt', hasInputScale: true },
  );
  if (packed === undefined) throw new Error('a weight is stored');
  const rates = { name: 'model.layers.1.mixer.A_log', shape: [96], dtype: 'F32' } as const;
  const { gaps, context } = gapsOf({ config: toyConfig, tensors: [packed, ...scales, rates] });
  const gap = gaps.find(({ feature }) => feature === 'mixer');
  const text = gap === undefined ? '' : gapReport(gap, context).markdown;
  // 96 * 64 / 2 of elements, 96 * 64 / 16 of scales, and two scales of 4 bytes for the whole.
  expect(text).toContain('| `w_in.weight` | `U8` | 3,464 |');
  expect(text).toContain('| `A_log` | `F32` | 384 |');
  expect(text).toContain('| **Sum** |  | 3,848 |');
  expect(text).toContain('With one such layer, one token needs');
  expect(text).toContain('All of it takes 3,848 bytes in the files.');
});
