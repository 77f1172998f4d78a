import type { ChipCalibration, KernelFit, KernelKind } from '@mantile/hardware';
import { markdownTable, percent } from './markdownTable.ts';

/** What a kind of kernel should reach on datacentre chips, in percent. */
interface Goal {
  readonly name: string;
  readonly kinds: readonly KernelKind[];
  readonly dtypes?: readonly string[];
  readonly median: number;
  readonly percentile90: number;
}

const goals: readonly Goal[] = [
  {
    name: 'matrix products, bf16',
    kinds: ['matmul'],
    dtypes: ['bf16'],
    median: 5,
    percentile90: 15,
  },
  {
    name: 'matrix products, fp8, fp8_block, nvfp4',
    kinds: ['matmul'],
    dtypes: ['fp8', 'fp8_block', 'nvfp4'],
    median: 6,
    percentile90: 16,
  },
  { name: 'decode attention', kinds: ['decodeAttention'], median: 4, percentile90: 14 },
  { name: 'prefill attention', kinds: ['prefillAttention'], median: 7, percentile90: 25 },
  {
    name: 'latent attention, decode and prefill',
    kinds: ['latentDecode', 'latentPrefill'],
    median: 5,
    percentile90: 16,
  },
  {
    name: 'experts',
    kinds: ['experts'],
    dtypes: ['bf16', 'fp8', 'fp8_block', 'nvfp4'],
    median: 6,
    percentile90: 22,
  },
  {
    name: 'collectives, library and engine',
    kinds: ['collective', 'libraryAllToAll', 'engineAllReduce'],
    median: 4,
    percentile90: 12,
  },
  { name: 'token exchange', kinds: ['tokenExchange'], median: 3, percentile90: 10 },
];

const datacentre = /H100|H200|B200|B300/;

/** What was aimed at and what was reached: medians over chips, engines and formats. */
export function goalsTable(calibrations: readonly ChipCalibration[]): string {
  const rows = goals.map(({ name, kinds, dtypes, median, percentile90 }) => {
    const fits = calibrations
      .filter(({ chip }) => datacentre.test(chip.name))
      .flatMap(({ fits }) => fits)
      .filter(
        ({ kind, dtype, error }) =>
          error !== undefined && kinds.includes(kind) && (dtypes?.includes(dtype) ?? true),
      );
    const own = fits.filter(({ engine, kind }) => engine !== 'any' || isShared(kind));
    const any = fits.filter(({ engine, kind }) => engine === 'any' && !isShared(kind));
    return [
      name,
      `${median} / ${percentile90}`,
      reached(own),
      any.length === 0 ? '–' : reached(any),
      percent(middle(own.map(({ idealError }) => idealError?.median ?? NaN))),
    ];
  });
  return markdownTable(
    ['kernel', 'goal', 'reached, engine known', 'reached, median engine', 'bare roofline'],
    rows,
  );
}

/** Kinds that all engines share. */
function isShared(kind: KernelKind): boolean {
  return kind === 'collective' || kind === 'libraryAllToAll' || kind === 'tokenExchange';
}

function reached(fits: readonly KernelFit[]): string {
  const of = (value: (fit: KernelFit) => number | undefined): string =>
    percent(middle(fits.map((fit) => value(fit) ?? NaN)));
  return `${of(({ error }) => error?.median)} / ${of(({ error }) => error?.percentile90)}`;
}

function middle(values: readonly number[]): number {
  const sorted = [...values].sort((first, second) => first - second);
  const half = sorted.length / 2;
  return ((sorted[Math.ceil(half) - 1] ?? NaN) + (sorted[Math.floor(half)] ?? NaN)) / 2;
}
