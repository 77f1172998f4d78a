import { describe, expect, test } from 'vitest';
import { figuresOf } from '../figures.ts';
import { chips } from './chips.ts';

const date = /^\d{4}(-((0[1-9]|1[0-2])(-\d\d)?|H[12]|Q[1-4]|\d{4}))?$/;

describe.each(chips)('$id', (chip) => {
  test('has a source, a well-formed date and a confidence for each figure', () => {
    for (const { path, figure } of figuresOf(chip.facts)) {
      const { source, confidence, alsoIn = [] } = figure;
      for (const { title, url, date: printed, consulted } of [source, ...alsoIn]) {
        expect(title, path).not.toBe('');
        expect(consulted, path).toMatch(/^\d{4}-\d\d-\d\d$/);
        if (printed !== undefined) expect(printed, path).toMatch(date);
        if (url !== undefined) expect(url, path).toMatch(/^https:\/\/\S+$/);
        else expect(['recalled', 'secondary-single'], path).toContain(confidence);
      }
      expect(confidence === 'recalled', path).toBe(source.title.startsWith('recalled'));
    }
    expect(String(chip.facts.release?.value)).toMatch(date);
  });

  test('has positive figures', () => {
    for (const { path, figure } of figuresOf(chip.facts)) {
      if (typeof figure.value === 'number') expect(figure.value, path).toBeGreaterThan(0);
    }
  });

  test('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(chip))).toEqual(chip);
  });

  test('has a ridge point between a vector machine and an accelerator', () => {
    const peak = chip.peakFlops['bf16'] ?? chip.peakFlops['fp16'];
    if (peak === undefined) return;
    // FLOP per byte of main memory: chips with all memory on die lie far below the others.
    const isOnChip = chip.memory[0].name === 'SRAM';
    const ridge = peak / chip.memory[0].bandwidth;
    expect(ridge).toBeGreaterThan(isOnChip ? 1 : 25);
    expect(ridge).toBeLessThan(1000);
  });

  test('is no faster in a wider format, save where a vendor cut the narrow one', () => {
    const ladder = ['fp32', 'tf32', 'bf16', 'fp8', 'nvfp4'].flatMap((dtype) => {
      const peak = chip.peakFlops[dtype];
      return peak === undefined ? [] : [{ dtype, peak }];
    });
    ladder.slice(1).forEach(({ dtype, peak }, index) => {
      const wider = ladder[index]!;
      expect(peak, `${dtype} after ${wider.dtype}`).toBeGreaterThanOrEqual(wider.peak);
      expect(peak, `${dtype} after ${wider.dtype}`).toBeLessThanOrEqual(32.5 * wider.peak);
    });
    const { bf16, fp16, int8 } = chip.peakFlops;
    if (bf16 !== undefined && fp16 !== undefined && chip.id !== 'gaudi3') expect(fp16).toBe(bf16);
    const cut = ['b300-sxm', 'gb300'];
    if (bf16 !== undefined && int8 !== undefined && !cut.includes(chip.id)) {
      expect(int8).toBeGreaterThanOrEqual(bf16);
    }
  });

  test('reads its whole memory in a time that a decode step may take', () => {
    const seconds = chip.memory[0].capacity / chip.memory[0].bandwidth;
    // Main memories: 5 to 300 ms on accelerators. Sockets of CPUs hold terabytes; on-die memory is read in microseconds.
    const isHost = /DDR5-|MRDIMM/.test(chip.memory[0].name);
    if (chip.memory[0].name === 'SRAM') expect(seconds).toBeLessThan(1e-3);
    else expect(seconds).toBeLessThan(isHost ? 15 : 0.75);
    if (chip.memory[0].name !== 'SRAM') expect(seconds).toBeGreaterThan(0.005);
  });

  test('offers software no more memory than its label, read as the vendor means it', () => {
    const { capacity } = chip.facts.memory[0];
    const label = capacity.value * { GB: 1e9, GiB: 2 ** 30, MiB: 2 ** 20 }[capacity.unit];
    // GB300's label is nominal: it offers more than 288 decimal gigabytes.
    const slack = chip.id === 'gb300' ? 1.04 : 1.002;
    expect(chip.memory[0].capacity).toBeLessThanOrEqual(label * slack);
    expect(chip.memory[0].capacity).toBeGreaterThan(label * 0.7);
  });

  test('keeps sparse peaks apart, above the dense ones', () => {
    for (const [dtype, sparse] of Object.entries(chip.facts.sparseTflops ?? {})) {
      const dense = chip.peakFlops[dtype];
      if (dense === undefined) continue;
      const ratio = (sparse.value * 1e12) / dense;
      expect(ratio, dtype).toBeGreaterThan(1.3);
      expect(ratio, dtype).toBeLessThan(4.01);
    }
  });

  test('rents for a range whose ends are in order, as no price of its own', () => {
    const { rent } = chip.facts;
    if (rent === undefined) return;
    expect(rent.lowUsdPerHour).toBeLessThanOrEqual(rent.highUsdPerHour);
    expect(chip.pricePerHourUsd).toBeUndefined();
    if (rent.date !== undefined) expect(rent.date).toMatch(date);
  });
});
