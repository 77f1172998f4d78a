import { gigabytesPerSecond, MantileError, teraflops, type Chip } from '@mantile/core';
import { MLPLayer } from '@mantile/layers';
import { describe, expect, test } from 'vitest';
import { chip, chips } from '../packages/hardware/src/chips/chips.ts';
import { defineChip } from '../packages/hardware/src/chips/defineChip.ts';
import { h100Sxm } from '../packages/hardware/src/chips/nvidia/h100Sxm.ts';
import { system, systems } from '../packages/hardware/src/systems/systems.ts';
import { calibratedEfficiency } from '../packages/hardware/src/calibration/calibratedEfficiency.ts';
import {
  calibratedSystem,
  type CalibratedSystemOptions,
} from '../packages/hardware/src/calibration/calibratedSystem.ts';
import { calibrationOf } from '../packages/hardware/src/calibration/calibrationOf.ts';
import { b200SxmCalibration } from '../packages/hardware/src/calibration/coefficients/b200Sxm.ts';
import { h100SxmCalibration } from '../packages/hardware/src/calibration/coefficients/h100Sxm.ts';

const layer = new MLPLayer({ hiddenSize: 4096, intermediateSize: 14_336, dtype: 'bf16' });
const step = { phase: 'decode', batchSize: 16, contextLen: 100 } as const;

function milliseconds(
  hardware: Parameters<typeof calibratedSystem>[0],
  fidelity: 'ideal' | 'calibrated' = 'calibrated',
): number {
  return layer.computeMetrics({ ...step, hardware, fidelity }).wallClockTimeMs!;
}

function faultsOf(run: () => unknown): readonly (readonly [string, string])[] {
  try {
    run();
  } catch (error) {
    if (MantileError.isInstance(error)) return error.faults.map(({ code, path }) => [code, path]);
    throw error;
  }
  return [];
}

const withPeaks = chips.filter(({ peakFlops }) => Object.keys(peakFlops).length > 0);
const withoutPeaks = chips.filter(({ peakFlops }) => Object.keys(peakFlops).length === 0);

describe('every chip of the catalogue', () => {
  test.each(withPeaks.map((each) => [each.id, each] as const))(
    '%s takes a time, not below its ideal, and says what it rests on',
    (id, each) => {
      const calibrated = calibratedSystem(each);
      expect(milliseconds(calibrated)).toBeGreaterThanOrEqual(milliseconds(each, 'ideal'));
      expect(milliseconds(calibrated)).toBeLessThan(1000 * milliseconds(each, 'ideal'));
      const { transfer, errors, notes } = calibrated.calibration;
      expect(transfer === 'measured').toBe(calibrationOf(id) !== undefined);
      const onTransfer = notes.filter(({ code }) => code !== 'calibration.kernels_not_measured');
      expect(onTransfer.length === 0).toBe(transfer === 'measured');
      // An error is claimed for chips of the only vendor of which several were measured.
      const isClaimed = transfer === 'measured' || each.vendor === 'NVIDIA';
      expect(errors.length > 0).toBe(isClaimed);
    },
  );

  test('that has no peak is refused, and which figure is missing', () => {
    expect(withoutPeaks.map(({ id }) => id)).toEqual(['wse-3']);
    for (const each of withoutPeaks) {
      expect(faultsOf(() => calibratedSystem(each))).toEqual([
        ['hardware.figure_missing', 'chip.peakFlops'],
      ]);
    }
  });
});

test.each(systems.map((each) => [each.id, each] as const))('%s is timed as it is', (_, each) => {
  const calibrated = calibratedSystem(each, { engine: 'vllm' });
  expect(calibrated).toMatchObject({ name: each.name, tiers: each.tiers });
  expect(calibrated.powerWatts).toEqual(each.powerWatts);
  expect(milliseconds(calibrated)).toBeGreaterThanOrEqual(milliseconds(each, 'ideal'));
});

describe('which calibration is taken', () => {
  test('its own', () => {
    const { calibration, efficiency } = calibratedSystem(system('dgx-h100'), { engine: 'vllm' });
    expect(calibration).toMatchObject({ transfer: 'measured', from: 'H100 80 GB SXM5' });
    expect(calibration.engine).toBe('vllm');
    expect(calibration.source?.url).toContain('aiconfigurator');
    expect(efficiency.name).toBe('calibrated: H100 80 GB SXM5, vllm');
    const own = calibratedEfficiency(h100SxmCalibration, { engine: 'vllm' });
    const plain = { name: 'one', chip: h100Sxm, tiers: [], efficiency: own };
    const timed = calibratedSystem(h100Sxm, { engine: 'vllm' });
    expect(milliseconds(timed)).toBe(milliseconds(plain));
  });

  test('that of a chip of its architecture, with the error on such chips', () => {
    const { calibration } = calibratedSystem(chip('h100-pcie'));
    expect(calibration).toMatchObject({ transfer: 'sibling', from: 'H100 80 GB SXM5' });
    expect(calibration.notes.map(({ code }) => code)).toEqual(['calibration.sibling']);
    const products = calibration.errors.find(({ kind }) => kind === 'matmul');
    expect(products?.median).toBeGreaterThan(0);
  });

  test('that of the chip itself for one with other figures, carried over', () => {
    const faster: Chip = {
      ...h100Sxm,
      memory: [{ ...h100Sxm.memory[0], bandwidth: gigabytesPerSecond(6700) }],
    };
    const doubled = calibratedSystem(faster);
    expect(doubled.calibration).toMatchObject({ transfer: 'sibling', from: 'H100 80 GB SXM5' });
    expect(milliseconds(doubled)).toBeLessThan(0.7 * milliseconds(calibratedSystem(h100Sxm)));
  });

  test('means over others for a chip of one’s own, or what it is said to be like', () => {
    const mine = defineChip({
      name: 'Acme One',
      peakTflops: { bf16: 800 },
      memory: { gibibytes: 96, gigabytesPerSecond: 3200 },
    });
    const guessed = calibratedSystem(mine).calibration;
    expect(guessed.transfer).toBe('datasheet');
    expect(guessed.defaults.map(({ path }) => path)).toEqual([
      'memoryKind',
      'multiprocessors',
      'fits',
    ]);
    expect(guessed.notes.map(({ code }) => code)).toEqual(['calibration.architecture_unknown']);
    const said = calibratedSystem(mine, { like: b200SxmCalibration, multiprocessors: 100 });
    expect(said.calibration).toMatchObject({ transfer: 'sibling', from: 'B200 180 GB SXM' });
    expect(said.calibration.errors).toEqual([]);
  });
});

describe('an engine that a chip was not measured with', () => {
  test('gives way to the median engine, with a note', () => {
    const { calibration } = calibratedSystem(chip('mi300x'), { engine: 'vllm' });
    expect(calibration.engine).toBeUndefined();
    expect(calibration.notes.map(({ code }) => code)).toEqual([
      'calibration.other_architecture',
      'calibration.engine_not_measured',
    ]);
  });

  test('is refused where no chip knows it', () => {
    expect(faultsOf(() => calibratedSystem(h100Sxm, { engine: 'vlm' }))).toEqual([
      ['option.invalid', 'engine'],
    ]);
  });
});

describe('without CUDA graphs', () => {
  test('the gap between launches is stated with its source', () => {
    const { calibration } = calibratedSystem(h100Sxm, { engine: 'vllm', hasCudaGraphs: false });
    const [note] = calibration.notes;
    expect(note?.code).toBe('calibration.launch_gap');
    expect(note?.message).toContain('6.26 µs at least (InferenceMAX');
  });

  test('a chip that was not measured takes the gap of its generation', () => {
    const { calibration, efficiency } = calibratedSystem(chip('mi300x'), { hasCudaGraphs: false });
    expect(calibration.notes.at(-1)?.message).toContain('16.2 µs at least');
    expect(efficiency.launchSeconds).toBeCloseTo(16.2e-6, 12);
  });

  test('a generation that nobody observed is refused, unless the gap is stated', () => {
    const options: CalibratedSystemOptions = { hasCudaGraphs: false };
    expect(faultsOf(() => calibratedSystem(chip('l40s'), options))).toEqual([
      ['option.invalid', 'hasCudaGraphs'],
    ]);
    const stated = calibratedSystem(chip('l40s'), { ...options, launchGapMicroseconds: 5 });
    expect(stated.calibration.notes[0]?.message).toContain('5 µs at least (as stated)');
  });
});

test.each([
  [{ engnie: 'vllm' }, [['hardware.unknown_key', 'engnie']]],
  [null, [['hardware.invalid', 'options']]],
  [{ multiprocessors: 78 }, [['option.invalid', 'multiprocessors']]],
  [
    { multiprocessors: 78, memoryKind: 'hbm' },
    [
      ['option.invalid', 'memoryKind'],
      ['option.invalid', 'multiprocessors'],
    ],
  ],
])('refuses options of a measured chip that it would not read: %j', (options, faults) => {
  expect(
    faultsOf(() => calibratedSystem(h100Sxm, options as unknown as CalibratedSystemOptions)),
  ).toEqual(faults);
});

test('refuses what is no hardware', () => {
  expect(faultsOf(() => calibratedSystem(undefined as unknown as Chip))).toEqual([
    ['hardware.invalid', 'hardware'],
  ]);
});

describe('the calibration of one chip on another', () => {
  const onto = (hardware: Chip): (() => number) => {
    const efficiency = calibratedEfficiency(h100SxmCalibration);
    return () => milliseconds({ name: 'mixed', chip: hardware, tiers: [], efficiency });
  };

  test.each(['h200-sxm', 'a100-80-sxm', 'gh200', 'mi300x', 'rtx5090'] as const)(
    'is refused on %s, and what to take instead',
    (id) => {
      expect(faultsOf(onto(chip(id)))).toEqual([
        ['hardware.efficiency_mismatch', 'hardware.efficiency'],
      ]);
      expect(onto(chip(id))).toThrow(/calibratedSystem\(hardware\)/);
    },
  );

  test('is refused for another peak alone', () => {
    const slower = { ...h100Sxm, peakFlops: { bf16: teraflops(495) } };
    expect(onto(slower)).toThrow(/bf16 peak of 989 TFLOP\/s, and this chip has 495 TFLOP\/s/);
  });

  test('is no matter of rounding', () => {
    expect(onto(h100Sxm)()).toBeGreaterThan(0);
    expect(onto({ ...h100Sxm, peakFlops: { bf16: teraflops(1000) } })()).toBeGreaterThan(0);
  });
});
