import type { KernelKind } from '@mantile/hardware';
import type { Style } from '../print/style.ts';
import { table } from '../print/table.ts';
import type { EntryCalibration } from './calibrationOfEntry.ts';

/** Kinds of kernels as people call them. */
export const kernelTitles: Readonly<Record<KernelKind, string>> = {
  matmul: 'matrix products',
  decodeAttention: 'decode attention',
  prefillAttention: 'prefill attention',
  latentDecode: 'latent attention, decode',
  latentPrefill: 'latent attention, prefill',
  experts: 'experts',
  collective: 'collectives of the library',
  libraryAllToAll: 'all-to-all of the library',
  engineAllReduce: 'all-reduce of the engine',
  tokenExchange: 'token exchange',
  stateDecode: 'recurrent state, decode',
  statePrefill: 'recurrent state, prefill',
  memoryPass: 'element-wise work',
};

const transfers = {
  measured: 'measured on this chip',
  sibling: 'carried over from a chip of its architecture',
  datasheet: 'from its datasheet, and means over chips that were measured',
} as const;

const leftOut = {
  measured: 'shapes left out',
  sibling: 'chips of the architecture left out',
  datasheet: 'whole architectures left out',
} as const;

/** What calibrated times would rest on, and how far off they were on what had been left out. */
export function calibrationLines(calibration: EntryCalibration, style: Style): readonly string[] {
  if ('refusal' in calibration)
    return [style.strong('Calibration'), `none: ${calibration.refusal}`];
  const { transfer, from, source, errors, defaults, notes } = calibration.basis;
  const rows = errors.map(({ kind, median, percentile90 }) => [
    kernelTitles[kind],
    percent(median),
    percent(percentile90),
  ]);
  const origin = [source?.title, source?.date, source?.url].filter((part) => part !== undefined);
  return [
    style.strong('Calibration'),
    `${transfers[transfer]}: ${from}`,
    ...(origin.length === 0 ? [] : [style.faint(origin.join(', '))]),
    ...(rows.length === 0
      ? ['Nobody knows how far off its times are.']
      : table(
          [
            { heading: `error on ${leftOut[transfer]}` },
            { heading: 'median', align: 'right' },
            { heading: '90th percentile', align: 'right' },
          ],
          rows,
        )
          .trimEnd()
          .split('\n')),
    ...defaults.map(({ path, value, because }) => `taken: ${path} ${String(value)} (${because})`),
    ...notes.map(
      ({ code, message }) => `${style.warn('note')}: ${message} ${style.faint(`[${code}]`)}`,
    ),
  ];
}

/** An error in percent. */
export function percent(value: number | undefined): string {
  return value === undefined ? '' : `${Number(value.toPrecision(3))} %`;
}
