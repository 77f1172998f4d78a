import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { calibrate } from '@mantile/hardware';
import type { Context } from '../command.ts';
import { withFile } from '../output/fileFaults.ts';
import { requireFolderOf } from '../output/folderOf.ts';
import { writeOut } from '../output/writeOut.ts';
import { jsonText } from '../print/json.ts';
import { checkTableFlags, type TableFlags } from '../print/printTable.ts';
import { UsageError } from '../usageError.ts';
import { calibrationCsv, calibrationText } from './calibrationText.ts';
import { chipFigures, type StatedFigures } from './chipFigures.ts';
import { measuredTables } from './measuredTables.ts';

/** The options of the command. */
export interface CalibrateFlags extends StatedFigures, TableFlags {
  readonly chip?: string;
  readonly prefix?: string;
  readonly out?: string;
  readonly replace?: boolean;
}

/** Fits the formulas of kernels to measurements, and tells how far off they are on shapes left out. */
export function calibrateCommand(path: string, flags: CalibrateFlags, context: Context): void {
  const { io, progress } = context;
  checkTableFlags(flags);
  if (flags.out !== undefined) {
    if (!/\.json$/i.test(flags.out)) {
      throw new UsageError(
        `--out ${flags.out}: a calibration is JSON; name a file that ends in .json.`,
      );
    }
    requireFolderOf('--out', flags.out);
  }
  const { tables, files } = measuredTables(path, flags.prefix);
  const { chip, origin } = chipFigures(flags.chip ?? figuresBeside(path, files), flags);
  progress(`fitting ${Object.keys(tables).join(', ')}`);
  const calibration = withFile(path, context, () => calibrate({ chip, tables }));
  progress('');
  if (calibration === undefined) return;
  const { json = false, csv = false, out, replace = false } = flags;
  if (json) io.out(jsonText(calibration));
  else io.out(csv ? calibrationCsv(calibration) : calibrationText(calibration, origin, io));
  if (out === undefined) return;
  writeOut(out, jsonText(calibration), replace);
  io.error(`${out}: written\n`);
}

/** The figures that lie beside the tables, where nobody names a chip. */
function figuresBeside(path: string, [first = path]: readonly string[]): string {
  const beside = join(dirname(first), 'chip.json');
  if (existsSync(beside)) return beside;
  throw new UsageError(
    '--chip is needed: the id of the chip that was measured, or a JSON file with its figures (name, teraflops by format, gigabytesPerSecond, multiprocessors, cacheMegabytes). A chip.json beside the tables does as well.',
  );
}
