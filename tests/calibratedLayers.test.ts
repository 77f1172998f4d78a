import type { Step, System } from '@mantile/core';
import {
  calibratedEfficiency,
  calibrationOf,
  chips,
  datasheetCalibration,
  system,
} from '@mantile/hardware';
import { GroupedQueryAttentionLayer, standardLayers } from '@mantile/layers';
import { describe, expect, test } from 'vitest';

const h100 = system('dgx-h100');
const measured: System = { ...h100, efficiency: calibratedEfficiency(calibrationOf('h100-sxm')!) };

const steps: readonly Step[] = [
  { phase: 'prefill', batchSize: 2, seqLen: 100 },
  { phase: 'prefill', batchSize: 1, seqLen: 40, contextLen: 60 },
  { phase: 'decode', batchSize: 3, contextLen: 1000 },
  { phase: 'decode', batchSize: 1, contextLen: 50, seqLen: 3 },
];

describe.each(standardLayers.classes.map((kind) => ({ kind, name: kind.kind })))(
  '$name',
  ({ kind }) => {
    test('takes a finite time by measured kernels, never less than its ideal', () => {
      for (const example of kind.examples) {
        const layer = new kind(example);
        for (const step of steps) {
          const request = { ...step, hardware: measured };
          const ideal = layer.computeMetrics({ ...request, fidelity: 'ideal' });
          const calibrated = layer.computeMetrics({ ...request, fidelity: 'calibrated' });
          expect(Number.isFinite(calibrated.wallClockTimeMs)).toBe(true);
          expect(calibrated.wallClockTimeMs).toBeGreaterThanOrEqual(ideal.wallClockTimeMs!);
        }
      }
    });
  },
);

test('a layer of a large model decodes in the tens of microseconds that its kernels were measured to take', () => {
  const layer = new GroupedQueryAttentionLayer({
    hiddenSize: 8192,
    numHeads: 64,
    numKvHeads: 8,
    dtype: 'bf16',
    parallelism: { tensorParallel: 8 },
  });
  const { wallClockTimeMs } = layer.computeMetrics({
    phase: 'decode',
    batchSize: 32,
    contextLen: 4096,
    hardware: measured,
    fidelity: 'calibrated',
  });
  // Two products of some 10 µs, attention over 67 MB of cache in 35 to 50 µs, an all-reduce of 512 kB in 10 to 15 µs.
  expect(wallClockTimeMs).toBeGreaterThan(0.055);
  expect(wallClockTimeMs).toBeLessThan(0.095);
});

test.each(
  chips.filter(({ peakFlops }) => 'bf16' in peakFlops).map((chip) => ({ chip, id: chip.id })),
)('$id, measured or not, has a time for every kernel of a layer', ({ chip }) => {
  const calibration = calibrationOf(chip.id) ?? datasheetCalibration(chip);
  const hardware: System = {
    name: chip.name,
    chip,
    tiers: [],
    efficiency: calibratedEfficiency(calibration),
  };
  const layer = new GroupedQueryAttentionLayer({ hiddenSize: 4096, numHeads: 32, numKvHeads: 8 });
  for (const step of steps) {
    const ideal = layer.computeMetrics({ ...step, hardware, fidelity: 'ideal' });
    const calibrated = layer.computeMetrics({ ...step, hardware, fidelity: 'calibrated' });
    expect(calibrated.wallClockTimeMs).toBeGreaterThanOrEqual(ideal.wallClockTimeMs!);
    expect(calibrated.wallClockTimeMs).toBeLessThan(100);
  }
});
