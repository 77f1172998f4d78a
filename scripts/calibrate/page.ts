import {
  kernelFormulas,
  type ChipCalibration,
  type CoefficientRange,
  type KernelFit,
  type KernelKind,
} from '@mantile/hardware';
import type { TransferredFit } from '../../packages/hardware/src/calibration/calibration.ts';
import { source } from '../../packages/hardware/src/calibration/coefficients/source.ts';
import { folds } from '../../packages/hardware/src/calibration/fit/shapeFold.ts';
import { goalsTable } from './goals.ts';
import { errors, markdownTable } from './markdownTable.ts';
import { exclusions } from './unreliable.ts';

const titles: Readonly<Record<KernelKind, string>> = {
  matmul: 'Matrix products',
  decodeAttention: 'Decode attention',
  prefillAttention: 'Prefill attention',
  latentDecode: 'Latent attention, decode',
  latentPrefill: 'Latent attention, prefill',
  experts: 'Experts',
  collective: 'Collectives of the library',
  libraryAllToAll: 'All-to-all of the library',
  engineAllReduce: 'All-reduce of the engine',
  tokenExchange: 'Token exchange',
  stateDecode: 'Recurrent state, decode',
  statePrefill: 'Recurrent state, prefill',
  memoryPass: 'Element-wise work',
};

/** The page of errors, from the coefficients alone. */
export function accuracyPage(
  calibrations: readonly ChipCalibration[],
  transferred: Readonly<Record<'hbm' | 'gddr', readonly TransferredFit[]>>,
): string {
  const kinds = Object.keys(titles) as readonly KernelKind[];
  return `${[
    '---\ntitle: How well kernels are predicted\n---',
    '# How well kernels are predicted',
    'Written by `npm run calibrate:fit`, like the coefficients themselves. All errors are absolute, in percent of the measured time: median / mean / 90th percentile.',
    `Measurements: ${source.title}; ${source.url ?? ''}, ${source.date ?? ''}; ${source.licence ?? ''}. Times: ${source.method ?? ''}. They are not part of this repository.`,
    `Every shape is predicted by a fit that has not seen it: shapes are split into ${folds} parts by a hash of their sizes, each part is predicted by a fit of the others. The coefficients that are kept come from one more fit of all shapes. Shapes left out lie on the same grid as those fitted: this is interpolation. How coefficients carry over to other chips is the last table.`,
    '## Goals and what was reached',
    'Medians over the chips H100, H200, B200, B300, GB200, GB300, over engines and formats; each cell is median / 90th percentile of the error on shapes left out.',
    goalsTable(calibrations),
    'Where a goal is missed, these were tried and not kept. Tiles and split loops of matrix products: better for some quantised kernels, worse for 16-bit ones, with jumps from one row to the next and dozens of cases per product. Two protocols instead of a root in collectives: no better. Their residuals, interpolated in the logarithm of the size: a lower median, but the tail stays, the curve keeps the noise of single measurements, and more bytes can become faster. Other overlaps of the terms of experts, other paddings, one term less: worse or the same; their tail comes from few tokens on many packages, where the busiest package gets other loads than expected.',
    'Engines launch kernels that differ under one name where experts lie whole on a package and where they are spread over several. Where 15 shapes or more of both were measured, each is also fitted alone, and that fit is taken for its placement where its mean error on left-out shapes is lower by a quarter or more than that of the fit of both, on the same shapes, and its median no higher. The row of both stays: it serves the other placement, and the means over chips.',
    ...kinds.flatMap((kind) => section(kind, calibrations)),
    '## Chips never measured',
    'Mean coefficients of other chips with the same kind of memory, and nothing of the chip but its datasheet. "Architecture left out": no chip of its architecture took part; "chip left out": its siblings did.',
    transferTable('hbm', transferred.hbm),
    transferTable('gddr', transferred.gddr),
    '## What was not measured',
    'Element-wise work takes 2.5 µs and its traffic at 80 % of the bandwidth: with that, blocks of measured kernels add up to measured blocks within 1 to 4 % on average. Prompts that continue a cached prefix, exchanges of a library across nodes, and kernels that run beside each other are in no measurement.',
    '## Measurements left out',
    exclusions.map(({ reason }) => `- ${reason}`).join('\n'),
    'A time below 97 % of the roofline of the datasheet peaks is no time of that kernel: the package did less than the row says, such as reaching fewer experts than expected. Such rows are left out of fits and errors; "left out" in the tables counts them per fit. A cache explains some: what it can hold of the data that a benchmark repeats is taken off the roofline first. Where more than a tenth of the rows of a kernel are too fast, none of them is believed:',
    unbelievable(calibrations),
    'Names of kernels are cut off after 40 characters in the measurements, so that some vLLM kernels for experts share one. `versions.csv` has the full names, and each was measured with other models, by whose sizes they are told apart again. Kernels of vLLM and SGLang for 16-bit experts run models whose experts have no gate with two matrices.',
    '## Coefficients at their bounds',
    ...boundSummary(calibrations),
    'Experts have a few dozen rows per kernel, exchanges some fifty: their coefficients are held at typical values with a weight of some hundredths, so that noise does not drive them apart.',
    '## Formulas',
    kinds.map((kind) => `- ${titles[kind]}: ${kernelFormulas[kind].text}.`).join('\n'),
  ].join('\n\n')}\n`;
}

function section(kind: KernelKind, calibrations: readonly ChipCalibration[]): readonly string[] {
  const rows = calibrations.flatMap(({ chip, fits }) =>
    fits
      .filter((fit) => fit.kind === kind)
      .map((fit) => [
        chip.name,
        fit.dtype,
        engineName(fit),
        fit.variant,
        String(fit.shapes),
        errors(fit.error),
        errors(fit.idealError),
        remarks(fit),
      ]),
  );
  if (rows.length === 0) return [];
  const header = [
    'chip',
    'format',
    'engine',
    'kernel',
    'shapes',
    'calibrated',
    'bare roofline',
    'remarks',
  ];
  return [`## ${titles[kind]}`, markdownTable(header, rows)];
}

const placementRemarks = {
  whole: 'experts whole on a package, alone',
  spread: 'experts spread over several packages, alone',
} as const;

/** What is to be said of a fit beside its error. */
function remarks({ atBounds = [], fasterThanPeak = 0, measuredOn, placement }: KernelFit): string {
  return [
    ...(placement === undefined ? [] : [placementRemarks[placement]]),
    ...(measuredOn === undefined ? [] : [`measured on the ${measuredOn}, error there`]),
    ...(atBounds.length === 0 ? [] : [`at its bound: ${atBounds.join(', ')}`]),
    ...(fasterThanPeak === 0 ? [] : [`left out: ${fasterThanPeak}`]),
  ].join('; ');
}

/** Kernels of which too many times are below the roofline to believe the others. */
function unbelievable(calibrations: readonly ChipCalibration[]): string {
  return calibrations
    .flatMap(({ chip, leftOut = [] }) => leftOut.map((name) => `- ${chip.name}: ${name}`))
    .join('\n');
}

/** Fits that the measurements drove to the end of a range, by coefficient. */
function boundSummary(calibrations: readonly ChipCalibration[]): readonly string[] {
  const fits = calibrations.flatMap(({ fits }) => fits);
  const bound = fits.filter(({ atBounds = [] }) => atBounds.length > 0);
  const dropped = fits.reduce((sum, { fasterThanPeak = 0 }) => sum + fasterThanPeak, 0);
  const counts = new Map<string, { low: number; high: number }>();
  for (const { kind, coefficients, atBounds = [] } of bound) {
    const ranges: Readonly<Record<string, CoefficientRange>> = kernelFormulas[kind].ranges;
    const values = coefficients as unknown as Readonly<Record<string, number>>;
    for (const name of atBounds) {
      const key = `${titles[kind].toLowerCase()}|${name}`;
      const count = counts.get(key) ?? { low: 0, high: 0 };
      counts.set(key, count);
      if ((values[name] ?? 0) <= (ranges[name]?.low ?? 0) * 1.001) count.low += 1;
      else count.high += 1;
    }
  }
  const rows = [...counts]
    .sort(([, first], [, second]) => second.low + second.high - first.low - first.high)
    .map(([key, { low, high }]) => [...key.split('|'), String(low), String(high)]);
  return [
    `Of ${fits.length} fits, ${bound.length} have a coefficient at an end of its range; the tables above name it. A latency or an overhead at its low end, a saturation or the rate of a side pass at its high end, is a term that vanished; a share of 1 is the peak itself; any other end is a habit of the kernel that the form does not describe. Trust such times within the measured sizes, not the coefficient. All fits together leave out ${dropped} rows for being faster than the chip can be.`,
    markdownTable(['kernel', 'coefficient', 'fits at the low end', 'fits at the high end'], rows),
  ];
}

function engineName({ engine, version }: KernelFit): string {
  return version === undefined ? engine : `${engine} ${version}`;
}

function transferTable(memory: string, fits: readonly TransferredFit[]): string {
  return markdownTable(
    ['memory', 'kernel', 'format', 'variant', 'architecture left out', 'chip left out'],
    fits.map((fit) => [
      memory,
      titles[fit.kind].toLowerCase(),
      fit.dtype,
      fit.variant,
      errors(fit.error),
      errors(fit.siblingError),
    ]),
  );
}
