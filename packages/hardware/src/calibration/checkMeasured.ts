import { MantileError, type Fault } from '@mantile/core';
import type { ChipMeasurements } from './calibrate.ts';
import type { MeasuredChip } from './calibration.ts';

type Loose = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Refuses what holds no measurements: no object, no chip, no tables, tables that are no text. */
export function checkShape(measured: ChipMeasurements): void {
  const value: unknown = measured;
  const faults: Fault[] = [];
  const refuse = (path: string, found: unknown, message: string): void => {
    faults.push({ code: 'measurement.invalid', path, value: found, message });
  };
  const { chip, tables } = isObject(value) ? value : {};
  if (!isObject(value)) {
    refuse('measurements', value, 'expected an object, { chip, tables }.');
  } else {
    if (!isObject(chip)) {
      const example =
        "{ name: 'mine', teraflops: { bf16: 100 }, gigabytesPerSecond: 1000, multiprocessors: 64, cacheMegabytes: 40 }";
      refuse('chip', chip, `expected the figures of a chip, such as ${example}.`);
    }
    if (!isObject(tables) || Object.keys(tables).length === 0) {
      const example = "{ gemm: 'gemm_dtype,m,n,k,latency_us\\nbf16,1,4096,4096,12.5' }";
      refuse('tables', tables, `expected comma-separated text by table, such as ${example}.`);
    } else {
      for (const [name, text] of Object.entries(tables)) {
        if (typeof text === 'string') continue;
        refuse(
          `tables.${name}`,
          text,
          'expected comma-separated text, its first line the columns.',
        );
      }
    }
  }
  const [first, ...rest] = faults;
  if (first !== undefined) throw new MantileError([first, ...rest]);
}

const optionalFigures = ['linkGigabytesPerSecond', 'networkGigabytesPerSecond'];

/** Notes figures of a chip that lack, or are no rates. */
export function checkChip(chip: MeasuredChip, faults: Fault[]): void {
  const { name, teraflops, cacheMegabytes, gigabytesPerSecond, multiprocessors } = chip;
  const loose: Loose = { ...chip };
  const refuse = (figure: string, value: unknown, message: string): void => {
    faults.push({ code: 'measurement.not_a_rate', path: `chip.${figure}`, value, message });
  };
  const isRate = (value: unknown): boolean =>
    typeof value === 'number' && Number.isFinite(value) && value > 0;
  if (typeof name !== 'string' || name === '') {
    refuse('name', name, 'expected a text of at least one letter, for people to read.');
  }
  const peaks: unknown = teraflops;
  if (!isObject(peaks) || Object.keys(peaks).length === 0) {
    refuse('teraflops', peaks, 'expected dense peaks by number format, such as { bf16: 989 }.');
  } else {
    for (const [dtype, value] of Object.entries(peaks)) {
      if (!isRate(value)) refuse(`teraflops.${dtype}`, value, 'expected a number above 0.');
    }
  }
  const optional = optionalFigures.filter((figure) => loose[figure] !== undefined);
  const rates = { gigabytesPerSecond, multiprocessors };
  for (const figure of [...Object.keys(rates), ...optional]) {
    if (!isRate(loose[figure])) refuse(figure, loose[figure], 'expected a number above 0.');
  }
  if (typeof cacheMegabytes === 'number' && cacheMegabytes >= 0 && cacheMegabytes < Infinity)
    return;
  const message = 'expected a number of at least 0; 0 where there is no cache to speak of.';
  refuse('cacheMegabytes', cacheMegabytes, message);
}
