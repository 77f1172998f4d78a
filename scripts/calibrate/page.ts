import {
  kernelFormulas,
  type ChipCalibration,
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
    ...kinds.flatMap((kind) => section(kind, calibrations)),
    '## Chips never measured',
    'Mean coefficients of other chips with the same kind of memory, and nothing of the chip but its datasheet. "Architecture left out": no chip of its architecture took part; "chip left out": its siblings did.',
    transferTable('hbm', transferred.hbm),
    transferTable('gddr', transferred.gddr),
    '## What was not measured',
    'Element-wise work takes 2.5 µs and its traffic at 80 % of the bandwidth: with that, blocks of measured kernels add up to measured blocks within 1 to 4 % on average. Prompts that continue a cached prefix, exchanges of a library across nodes, and kernels that run beside each other are in no measurement.',
    '## Measurements left out',
    exclusions.map(({ reason }) => `- ${reason}`).join('\n'),
    'Some kernels share a name in the measurements, such as the vLLM kernels for nvfp4 experts; a fit to several kernels at once has the error of all of them.',
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
      ]),
  );
  if (rows.length === 0) return [];
  const header = ['chip', 'format', 'engine', 'kernel', 'shapes', 'calibrated', 'bare roofline'];
  return [`## ${titles[kind]}`, markdownTable(header, rows)];
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
