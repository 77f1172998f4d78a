import type { ChipCalibration } from '@mantile/hardware';
import type { TransferredFit } from '../../packages/hardware/src/calibration/calibration.ts';

/** The module that holds the coefficients of a chip: a line per kernel. */
export function moduleText(module: string, calibration: ChipCalibration): string {
  const { chip, eagerMicroseconds, fits, leftOut } = calibration;
  const example = fits.find(({ kind, dtype }) => kind === 'matmul' && dtype === 'bf16');
  return [
    '// Written by `npm run calibrate:fit`; do not edit.',
    "import type { ChipCalibration } from '../calibration.ts';",
    "import { source } from './source.ts';",
    '',
    '/**',
    ` * What was fitted to measurements of the ${chip.name}.`,
    ' *',
    ' * @example',
    ` * import { ${module}Calibration } from '@mantile/hardware';`,
    ` * ${module}Calibration.fits.find(({ kind, dtype }) => kind === 'matmul' && dtype === 'bf16')?.shapes // => ${example?.shapes ?? 'undefined'}`,
    ' * @category Calibration',
    ' */',
    `export const ${module}Calibration: ChipCalibration = {`,
    `  chip: ${JSON.stringify(chip)},`,
    '  source,',
    ...(eagerMicroseconds === undefined ? [] : [`  eagerMicroseconds: ${eagerMicroseconds},`]),
    '  fits: [',
    ...fits.map((fit) => `    ${JSON.stringify(fit)},`),
    '  ],',
    ...(leftOut === undefined ? [] : [`  leftOut: ${JSON.stringify(leftOut)},`]),
    '};',
    '',
  ].join('\n');
}

/** The module that holds the coefficients for chips that were never measured. */
export function datasheetText(
  fits: Readonly<Record<'hbm' | 'gddr', readonly TransferredFit[]>>,
): string {
  const list = (of: readonly TransferredFit[]): readonly string[] =>
    of.map((fit) => `    ${JSON.stringify(fit)},`);
  return [
    '// Written by `npm run calibrate:fit`; do not edit.',
    "import type { TransferredFit } from '../calibration.ts';",
    '',
    '/**',
    ' * Coefficients for chips that were never measured, by their kind of memory: means over measured chips.',
    ' * The error is that of means without any chip of the same architecture.',
    ' */',
    "export const datasheetFits: Readonly<Record<'hbm' | 'gddr', readonly TransferredFit[]>> = {",
    '  hbm: [',
    ...list(fits.hbm),
    '  ],',
    '  gddr: [',
    ...list(fits.gddr),
    '  ],',
    '};',
    '',
  ].join('\n');
}
