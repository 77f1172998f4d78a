import { MantileError, computeRate, standardDtypes } from '@mantile/core';
import { describe, expect, test } from 'vitest';
import {
  factRows,
  factsArePresent,
  factsHint,
  type Row,
} from '../../../../tests/setup/hardwareFacts.ts';
import { requireFigure } from '../figures.ts';
import type { CatalogueChip } from './catalogueChip.ts';
import { chip, chips, type ChipId } from './chips.ts';

function faultOf(run: () => unknown): MantileError {
  try {
    run();
  } catch (error) {
    if (MantileError.isInstance(error)) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('chip', () => {
  test('finds each chip by its id, and ids are unique', () => {
    for (const { id } of chips) expect(chip(id).id).toBe(id);
    expect(new Set(chips.map(({ id }) => id)).size).toBe(chips.length);
  });

  test('refuses an unknown id with the known ones', () => {
    const error = faultOf(() => chip('h100' as ChipId));
    expect(error.faults[0]).toMatchObject({ code: 'hardware.unknown_chip', value: 'h100' });
    expect(error.faults[0]?.legal).toContain('h100-sxm');
  });
});

describe('a figure that nobody publishes', () => {
  test('is absent, and asking for it says which one of which chip, and why', () => {
    const h100 = chip('h100-sxm');
    expect(Object.hasOwn(h100.peakFlops, 'int4')).toBe(false);
    const error = faultOf(() => requireFigure(h100, 'peakTflops.int4'));
    expect(error.faults[0]).toMatchObject({
      code: 'hardware.figure_missing',
      path: 'chips.h100-sxm.peakTflops.int4',
    });
    expect(error.message).toContain('H100 80 GB SXM5');
    expect(error.message).toContain('no INT4 tensor path');
    expect(error.faults[0]?.legal).toContain('peakTflops.bf16');
  });

  test('is refused by timing as well, by its name', () => {
    const error = faultOf(() => computeRate(chip('wse-3'), standardDtypes.bf16));
    expect(error.faults[0]).toMatchObject({ code: 'hardware.dtype_missing', value: 'bf16' });
  });

  test('is never written as zero', () => {
    for (const { id, facts } of chips) {
      expect(JSON.stringify(facts), id).not.toMatch(/"value":0[,}]/);
    }
  });
});

/** Traps that public tables fell into; the right figure of each is worked out in place. */
describe('figures that circulate wrongly', () => {
  const peak = (id: ChipId, dtype: string) => (chip(id).peakFlops[dtype] ?? NaN) / 1e12;

  test('dense peaks follow from units, width and clock', () => {
    // SMs or CUs × FLOP per clock × GHz, in TFLOPS.
    expect(peak('h100-sxm', 'bf16')).toBeCloseTo((132 * 4096 * 1.83) / 1000, 0);
    expect(peak('a100-80-sxm', 'bf16')).toBeCloseTo((108 * 2048 * 1.41) / 1000, 0);
    expect(peak('mi300x', 'bf16')).toBeCloseTo((304 * 2048 * 2.1) / 1000, 0);
    expect(peak('mi355x', 'bf16')).toBeCloseTo((256 * 4096 * 2.4) / 1000, 0);
    expect(peak('rtx4090', 'bf16')).toBeCloseTo((128 * 512 * 2.52) / 1000, 0);
    expect(peak('l4', 'bf16')).toBeCloseTo((58 * 1024 * 2.04) / 1000, 0);
    // The rate of an H20 is cut per SM: its SM count and clock would give four times as much.
    expect(peak('h20', 'bf16')).toBeLessThan(((78 * 4096 * 1.83) / 1000) * 0.26);
  });

  test('Blackwell Ultra: FP4 is three times FP8, INT8 a small part of it', () => {
    // HGX prints 108 PFLOPS for eight; the rack of 72 prints 1080 PFLOPS and 24 POPS sparse INT8.
    expect(peak('b300-sxm', 'nvfp4')).toBe(108_000 / 8);
    expect(peak('gb300', 'nvfp4')).toBe(1_080_000 / 72);
    expect(peak('b300-sxm', 'nvfp4')).toBe(3 * peak('b300-sxm', 'fp8'));
    expect(peak('b300-sxm', 'int8')).toBe(307 / 2);
    expect(peak('gb300', 'int8')).toBeCloseTo(24_000 / 72 / 2, -1);
  });

  test('FP6 runs at the rate of FP4 on CDNA4, at that of FP8 on Blackwell', () => {
    expect(peak('mi355x', 'mxfp6')).toBe(peak('mi355x', 'mxfp4'));
    expect(peak('b200-sxm', 'mxfp6')).toBe(peak('b200-sxm', 'fp8'));
  });

  test('FP4 of MI355X is dense as printed, and no TF32 is left', () => {
    expect(peak('mi355x', 'mxfp4')).toBe(10066);
    expect(chip('mi355x').peakFlops).not.toHaveProperty('tf32');
    expect(chip('mi355x').peakFlops).not.toHaveProperty('nvfp4');
  });

  test('INT8 of CDNA2 is the rate of FP16', () => {
    expect(peak('mi250x', 'int8')).toBe(peak('mi250x', 'fp16'));
    expect(peak('mi210', 'int8')).toBe(peak('mi210', 'fp16'));
  });

  test('TPU v5p and v6e compute FP8 at the rate of BF16, v7 at twice that', () => {
    expect(peak('tpu-v5p', 'fp8')).toBe(peak('tpu-v5p', 'bf16'));
    expect(peak('tpu-v6e', 'fp8')).toBe(peak('tpu-v6e', 'bf16'));
    expect(peak('tpu-v7', 'fp8')).toBe(2 * peak('tpu-v7', 'bf16'));
  });

  test('memory is what software sees, not the label', () => {
    const gibibytes = (id: ChipId) => chip(id).memory[0].capacity / 2 ** 30;
    expect(gibibytes('h100-sxm')).toBeCloseTo(79.65, 2);
    expect(gibibytes('b300-sxm')).toBeCloseTo(268.6, 1);
    expect(gibibytes('gb300')).toBeCloseTo(277.5, 1);
    expect(gibibytes('gb200')).toBeCloseTo(185.0, 1);
    expect(gibibytes('a10')).toBeCloseTo(22.49, 2);
    expect(gibibytes('tpu-v5p')).toBe(95);
  });

  test('bandwidths are neither headlines nor rack totals', () => {
    const bandwidth = (id: ChipId) => chip(id).memory[0].bandwidth / 1e9;
    // 7680 bit × 3996 MHz × 2 ÷ 8 bits = 7672 GB/s.
    expect(bandwidth('b200-sxm')).toBeLessThan(7800);
    expect(bandwidth('b200-sxm')).toBeGreaterThan((7680 / 8) * 3.996 * 2);
    // 62 TB/s of an HGX board of eight.
    expect(bandwidth('b300-sxm')).toBe(62_000 / 8);
    expect(bandwidth('gb200')).toBe(8000);
    expect(bandwidth('tpu-v5e')).toBe(819);
    expect(bandwidth('h100-pcie')).toBe(2000);
  });
});

describe(`against the table of facts${factsHint}`, () => {
  const byId = new Map<string, CatalogueChip>(chips.map((entry) => [entry.id, entry]));
  const leftOut = ['rtx3090', 'rtx6000-ada', 'rubin', 'mi455x'];

  test.runIf(factsArePresent)(
    'every chip is in the catalogue but those left out on purpose',
    () => {
      const missing = factRows('chips').filter(({ id = '' }) => !byId.has(id));
      expect(missing.map(({ id }) => id)).toEqual(leftOut);
    },
  );

  /** Figures by column; a cell with variants holds ours among them. */
  const columns: Readonly<Record<string, readonly string[]>> = {
    fp32_vector: ['peakTflops.fp32'],
    fp64_vector: ['vectorTflops.fp64', 'peakTflops.fp64'],
    fp64_matrix: ['peakTflops.fp64'],
    tf32: ['peakTflops.tf32'],
    bf16: ['peakTflops.bf16'],
    fp16: ['peakTflops.fp16'],
    fp8: ['peakTflops.fp8', 'peakTflops.mxfp8'],
    int8: ['peakTflops.int8'],
    fp6: ['peakTflops.mxfp6'],
    fp4: ['peakTflops.nvfp4', 'peakTflops.mxfp4'],
    int4: ['peakTflops.int4'],
    mem_capacity_vendor_gb: ['memory.0.capacity'],
    mem_bw_gb_s: ['memory.0.gigabytesPerSecond'],
    l2_mb: ['l2Megabytes'],
    llc_mb: ['lastLevelMegabytes'],
    sm_cu_core_count: ['computeUnits'],
    boost_mhz: ['clockMegahertz'],
    tdp_w: ['powerWatts'],
    pcie_gen: ['pcieGeneration'],
    pcie_lanes: ['pcieLanes'],
    list_price_usd: ['listPriceUsd'],
  };

  function numbers(cell: string): readonly number[] {
    return (cell.match(/\d+(\.\d+)?/g) ?? []).map(Number);
  }

  function figureAt(entry: CatalogueChip, paths: readonly string[]): number | undefined {
    for (const path of paths) {
      let value: unknown = entry.facts;
      for (const key of path.split('.'))
        value = (value as Record<string, unknown> | undefined)?.[key];
      if (value !== undefined) return (value as { value: number }).value;
    }
    return undefined;
  }

  function differences(row: Row): readonly string[] {
    const entry = byId.get(row['id'] ?? '');
    if (entry === undefined) return [];
    return Object.entries(columns).flatMap(([column, paths]) => {
      const cell = row[column] ?? '';
      const ours = figureAt(entry, paths);
      if (ours === undefined && cell === '') return [];
      // Without matrix units for FP64 its peak is that of the vector units.
      if (column === 'fp64_matrix' && cell === '') return [];
      // Words in place of a count: cores of several kinds.
      if (ours === undefined && column === 'sm_cu_core_count') return [];
      return ours !== undefined && numbers(cell).includes(ours)
        ? []
        : [`${entry.id} ${column}: ${cell} in the table, ${ours ?? 'absent'} here`];
    });
  }

  test.runIf(factsArePresent)('every figure of every chip is the one in the table', () => {
    expect(factRows('chips').length).toBeGreaterThan(50);
    expect(factRows('chips').flatMap(differences)).toEqual([]);
  });

  test.runIf(factsArePresent)('what software sees of the memory, to the last digit printed', () => {
    for (const row of factRows('chips')) {
      const entry = byId.get(row['id'] ?? '');
      const usable = row['mem_usable_gib']?.split(' |')[0] ?? '';
      if (entry === undefined || !/^[\d.]+$/.test(usable)) continue;
      const digits = usable.split('.')[1]?.length ?? 0;
      expect(entry.memory[0].capacity / 2 ** 30, entry.id).toBeCloseTo(Number(usable), digits);
    }
  });

  test.runIf(factsArePresent)('links per direction, and rents with their dates', () => {
    for (const row of factRows('chips')) {
      const entry = byId.get(row['id'] ?? '');
      if (entry === undefined) continue;
      const { scaleUp, rent } = entry.facts;
      if (scaleUp !== undefined) {
        expect(scaleUp.gigabytesPerSecondPerDirection.value, entry.id).toBe(
          Number(row['scaleup_gb_s_per_dir']),
        );
        expect(scaleUp.packages.value, entry.id).toBe(Number(row['scaleup_domain_max']));
      }
      expect(String(rent?.lowUsdPerHour ?? ''), entry.id).toBe(row['price_usd_hr_low']);
      expect(String(rent?.highUsdPerHour ?? ''), entry.id).toBe(row['price_usd_hr_high']);
      expect(rent?.date ?? '', entry.id).toBe(row['price_date']);
      expect(rent?.isPlaceholder === true, entry.id).toBe(
        /PLACEHOLDER/.test(row['price_basis'] ?? ''),
      );
    }
  });

  test.runIf(factsArePresent)(
    'sparse peaks are printed ones, and releases those of the table',
    () => {
      for (const row of factRows('chips')) {
        const entry = byId.get(row['id'] ?? '');
        const headline = row['sparse_headline'] ?? '';
        // PFLOPS in some headlines, TFLOPS in the others.
        const printed = numbers(headline).flatMap((value) => [value, value * 1000]);
        for (const { value } of Object.values(entry?.facts.sparseTflops ?? {})) {
          expect(printed, `${row['id'] ?? ''}: ${headline}`).toContain(value);
        }
        if (entry !== undefined) expect(row['release']).toContain(entry.facts.release?.value);
      }
    },
  );

  test.runIf(factsArePresent)('confidence of dense peaks is no better than the table says', () => {
    const levels = ['recalled', 'secondary-single', 'secondary', 'datasheet'];
    for (const row of factRows('chips')) {
      const entry = byId.get(row['id'] ?? '');
      const confidence = entry?.facts.peakTflops.bf16?.confidence;
      if (confidence === undefined) continue;
      expect(levels.indexOf(confidence), row['id']).toBeLessThanOrEqual(
        levels.indexOf(row['confidence'] ?? ''),
      );
    }
  });
});
