import type { ChipCalibration, KernelFit } from '@mantile/hardware';
import { kernelTitles, percent } from '../hardware/calibrationLines.ts';
import { numberText } from '../hardware/listText.ts';
import type { Io } from '../io.ts';
import { csv } from '../print/csv.ts';
import { styleFor } from '../print/style.ts';
import { table } from '../print/table.ts';
import { several } from '../print/whole.ts';

/** Places of rows that are shown; a file has all of them. */
const mostPlaces = 10;

/** The fits with their errors on shapes that they have not seen, beside those of the bare roofline. */
export function calibrationText(calibration: ChipCalibration, origin: string, io: Io): string {
  const style = styleFor(io);
  const { chip, fits, leftOut = [] } = calibration;
  const rows = fits.map((fit) => [
    style.strong(kernelTitles[fit.kind]),
    fit.dtype,
    fit.engine,
    fit.variant,
    String(fit.shapes),
    errorText(fit.error),
    errorText(fit.idealError),
  ]);
  const peaks = Object.entries(chip.teraflops).map(
    ([dtype, peak]) => `${dtype} ${numberText(peak)}`,
  );
  const bounds = fits.flatMap(({ atBounds = [], ...fit }) =>
    atBounds.length === 0 ? [] : [`${nameOf(fit)}: ${atBounds.join(', ')}`],
  );
  const unheld = fits.filter(({ error }) => error === undefined).map(nameOf);
  const places = leftOut.slice(0, mostPlaces).join(', ');
  const more = leftOut.length > mostPlaces ? ` and ${leftOut.length - mostPlaces} more` : '';
  return [
    `${style.strong(chip.name)} (${origin}): ${peaks.join(', ')} TFLOP/s, ${numberText(chip.gigabytesPerSecond)} GB/s, ${numberText(chip.multiprocessors)} multiprocessors, ${numberText(chip.cacheMegabytes)} MB cache`,
    '',
    'Errors on shapes left out of the fit, median / 90th percentile',
    table(
      [
        { heading: 'kernel' },
        { heading: 'format' },
        { heading: 'engine' },
        { heading: 'variant' },
        { heading: 'shapes', align: 'right' },
        { heading: 'calibrated', align: 'right' },
        { heading: 'bare roofline', align: 'right' },
      ],
      rows,
    ).trimEnd(),
    ...(unheld.length === 0
      ? []
      : [
          `${style.warn('too few shapes to leave any out')}, so nobody knows the error: ${unheld.join('; ')}`,
        ]),
    ...(leftOut.length === 0
      ? []
      : [
          `${style.warn(`${several(leftOut.length, 'row')} left out`)}, faster than the chip can be: ${places}${more}`,
        ]),
    ...(bounds.length === 0
      ? []
      : [
          `${style.warn('at the end of their range')}, trust times within the measured sizes alone: ${bounds.join('; ')}`,
        ]),
    '',
  ].join('\n');
}

/** The fits as CSV, errors in percent. */
export function calibrationCsv({ fits }: ChipCalibration): string {
  return csv(
    [
      'kernel',
      'format',
      'engine',
      'variant',
      'shapes',
      'error_median',
      'error_mean',
      'error_90th_percentile',
      'roofline_error_median',
      'roofline_error_mean',
      'roofline_error_90th_percentile',
      'range',
    ],
    fits.map(({ kind, dtype, engine, variant, shapes, range, error, idealError }) => [
      kind,
      dtype,
      engine,
      variant,
      shapes,
      error?.median,
      error?.mean,
      error?.percentile90,
      idealError?.median,
      idealError?.mean,
      idealError?.percentile90,
      range,
    ]),
  );
}

function nameOf({
  kind,
  dtype,
  engine,
  variant,
}: Pick<KernelFit, 'kind' | 'dtype' | 'engine' | 'variant'>): string {
  return [kernelTitles[kind], dtype, engine === 'any' ? '' : engine, variant]
    .filter((part) => part !== '')
    .join(' ');
}

function errorText(error: KernelFit['error']): string {
  return error === undefined ? '' : `${percent(error.median)} / ${percent(error.percentile90)}`;
}
