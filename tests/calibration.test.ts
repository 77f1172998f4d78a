import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { datasheetFits } from '../packages/hardware/src/calibration/coefficients/datasheet.ts';
import { fitAll } from '../packages/hardware/src/calibration/fit/fitAll.ts';
import { calibratedChips } from '../scripts/calibrate/chips.ts';
import { committed } from '../scripts/calibrate/committed.ts';
import { readChip, reliable } from '../scripts/calibrate/fitFolder.ts';
import { datasheetText, moduleText } from '../scripts/calibrate/moduleText.ts';
import { accuracyPage } from '../scripts/calibrate/page.ts';
import { architectures, transfers } from '../scripts/calibrate/transfer.ts';

const folder = '../shared/data/kernels';
const isHere = existsSync(folder);
const modules = 'packages/hardware/src/calibration/coefficients';

/** Kernels whose fits are repeated on every chip: one of each kind of table, and quick. */
const repeated = ['matmul', 'decodeAttention', 'collective'];

test('the page of errors is what the script writes for the committed coefficients', () => {
  const calibrations = calibratedChips.map(({ module }) => committed[module]!);
  expect(readFileSync('docs/kernel-accuracy.md', 'utf8')).toBe(
    accuracyPage(calibrations, datasheetFits),
  );
});

test('the modules of coefficients are what the script writes', () => {
  for (const { module } of calibratedChips) {
    const text = readFileSync(`${modules}/${module}.ts`, 'utf8');
    expect(moduleText(module, committed[module]!)).toBe(text);
  }
  expect(readFileSync(`${modules}/datasheet.ts`, 'utf8')).toBe(datasheetText(datasheetFits));
});

describe.skipIf(!isHere)('the fit, repeated', () => {
  test.each(calibratedChips.filter(({ files }) => files === 'h100_sxm' || files === 'b60'))(
    'of $files gives the committed coefficients and errors',
    ({ files, figures, module }) => {
      const { measurements, faults } = readChip(folder, files);
      expect(faults).toEqual([]);
      const used = reliable(measurements, files).filter(({ kind }) => repeated.includes(kind));
      const { fits } = fitAll(used, figures);
      const calibration = committed[module]!;
      const before = calibration.fits.filter(
        ({ kind, measuredOn }) => repeated.includes(kind) && measuredOn === undefined,
      );
      expect(fits.length).toBeGreaterThan(0);
      expect(fits).toHaveLength(before.length);
      for (const fit of fits) {
        const same = before.find(
          ({ kind, dtype, engine, variant }) =>
            kind === fit.kind &&
            dtype === fit.dtype &&
            engine === fit.engine &&
            variant === fit.variant,
        );
        expect(same?.coefficients).toEqual(fit.coefficients);
        expect([same?.atBounds, same?.fasterThanPeak]).toEqual([fit.atBounds, fit.fasterThanPeak]);
        expect(same?.error?.median).toBeCloseTo(fit.error?.median ?? NaN, 1);
        expect([same?.shapes, same?.range]).toEqual([fit.shapes, fit.range]);
      }
    },
    60_000,
  );

  test('means over chips are the committed ones, with the errors they show', () => {
    const chips = calibratedChips
      .filter(({ module }) => architectures.gddr.flat().some((name) => name === module))
      .map(({ files, module }) => ({
        module,
        calibration: committed[module]!,
        measurements: reliable(readChip(folder, files).measurements, files),
      }));
    const found = transfers(chips, architectures.gddr);
    expect(datasheetText({ hbm: [], gddr: found })).toBe(
      datasheetText({ hbm: [], gddr: datasheetFits.gddr }),
    );
  }, 60_000);
});

test.runIf(!isHere)(
  `the measurements are not here (${folder}), so the fit was not repeated`,
  () => undefined,
);
