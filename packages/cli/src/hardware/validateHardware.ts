import type { HardwareFile } from '@mantile/hardware';
import { filesOf, textOf } from '../input/files.ts';
import type { Io } from '../io.ts';
import { styleFor } from '../print/style.ts';
import { UsageError } from '../usageError.ts';
import { checkHardware } from '../validate/hardwareFindings.ts';
import { standardInput } from '../validate/namedFiles.ts';
import { reportText } from '../validate/reportText.ts';
import type { FileReport } from '../validate/validateFiles.ts';
import { numberText } from './listText.ts';

/** A hardware file's report, with what was read of it. */
export interface HardwareReport extends FileReport {
  readonly hardware?: HardwareFile | undefined;
}

/** Checks hardware files: those named whatever they hold, and the .json files of folders. */
export async function validateHardware(
  paths: readonly string[],
  strict: boolean,
  input: (() => Promise<string>) | undefined,
): Promise<readonly HardwareReport[]> {
  const files = paths.flatMap((path) =>
    path === standardInput ? [path] : filesOf([path], ['.json']),
  );
  if (files.length === 0) throw new UsageError(`no .json file in ${paths.join(', ')}.`);
  const reports: HardwareReport[] = [];
  for (const file of new Set(files)) {
    const { findings, file: hardware } = checkHardware(await textAt(file, input));
    const isBad = findings.some(
      ({ severity }) => severity === 'error' || (strict && severity === 'warning'),
    );
    reports.push({ file, kind: 'hardware', valid: !isBad, findings, hardware });
  }
  return reports;
}

async function textAt(file: string, input: (() => Promise<string>) | undefined): Promise<string> {
  if (file !== standardInput) return textOf(file);
  if (input === undefined) throw new UsageError('there is no input to read for "-".');
  return await input();
}

/** The findings, and below each valid file how it was understood: what a person should compare. */
export function hardwareReportText(reports: readonly HardwareReport[], io: Io): string {
  const style = styleFor(io);
  const parts = reports.map((report) => {
    const lines = report.hardware === undefined ? [] : readingLines(report.hardware);
    const read = lines.map((line) => style.faint(`  ${line}\n`)).join('');
    return `${reportText({ reports: [report], skipped: 0 }, io)}${read}`;
  });
  const bad = reports.filter(({ valid }) => !valid).length;
  const sum =
    bad === 0 ? `${reports.length} files valid` : `${bad} of ${reports.length} files not valid`;
  return `${parts.join('')}${reports.length > 1 ? `${sum}\n` : ''}`;
}

function readingLines({ system }: HardwareFile): readonly string[] {
  const { chip, tiers, defaults } = system;
  const peaks = Object.entries(chip.peakFlops).map(
    ([dtype, peak]) => `${dtype} ${numberText(peak / 1e12)}`,
  );
  return [
    `${chip.name}, dense TFLOP/s: ${peaks.join(', ')}`,
    ...chip.memory.map(
      ({ name, capacity, bandwidth }) =>
        `${name}: ${numberText(capacity / 1e9)} GB, ${numberText(bandwidth / 1e9)} GB/s`,
    ),
    ...tiers.map(
      ({ name, packages, bandwidth }) =>
        `${name}: ${packages} packages, ${numberText(bandwidth / 1e9)} GB/s of one in one direction`,
    ),
    ...(chip.powerWatts === undefined ? [] : [`power: ${numberText(chip.powerWatts)} W a package`]),
    ...defaults.map(({ path, value, because }) => `taken: ${path} ${String(value)} (${because})`),
  ];
}
