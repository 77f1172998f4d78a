// Fits the formulas of kernels to a folder of measurements: npm run calibrate:fit <folder>
//
// Writes the coefficients of each chip, those for chips that were not measured, and the page of errors.
import { writeFileSync } from 'node:fs';
import { withBorrowed } from './borrowed.ts';
import { calibratedChips } from './chips.ts';
import { fitChip } from './fitFolder.ts';
import { datasheetText, moduleText } from './moduleText.ts';
import { accuracyPage } from './page.ts';
import { architectures, transfers, type TransferChip } from './transfer.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('usage: npm run calibrate:fit <folder of measurement CSVs>');
  process.exit(2);
}
const target = 'packages/hardware/src/calibration/coefficients';

const fitted: TransferChip[] = [];
for (const chip of calibratedChips) {
  const { calibration, measurements, faults, skipped } = fitChip(folder, chip);
  for (const { path, message } of faults) console.error(`${chip.files} ${path}: ${message}`);
  if (skipped.length > 0) console.log(`${chip.files}: too few of ${skipped.join('; ')}`);
  if (calibration.fits.length === 0) continue;
  fitted.push({ module: chip.module, calibration, measurements });
  console.log(`${chip.files}: ${calibration.fits.length} kernels`);
}
const complete = withBorrowed(fitted);
for (const { module, calibration } of complete) {
  writeFileSync(`${target}/${module}.ts`, moduleText(module, calibration));
}
const transferred = {
  hbm: transfers(fitted, architectures.hbm),
  gddr: transfers(fitted, architectures.gddr),
};
writeFileSync(`${target}/datasheet.ts`, datasheetText(transferred));
const calibrations = complete.map(({ calibration }) => calibration);
writeFileSync('docs/kernel-accuracy.md', accuracyPage(calibrations, transferred));
