import type { CalibrateFlags } from '../calibrate/calibrateCommand.ts';
import { examples, type AddCommand } from '../command.ts';

export const addCalibrate: AddCommand = (program, context) => {
  program
    .command('calibrate')
    .description('fit the times of kernels to measurements of your own')
    .argument('<path>', 'a table (<table>.csv, <chip>_<table>.csv), or a folder of them')
    .option('--chip <chip>', 'chip that was measured: its id, or a JSON file with its figures')
    .option('--prefix <name>', 'what the names of its files start with, where there are several')
    .option('--multiprocessors <count>', 'its multiprocessors, or their like')
    .option('--cache <MB>', 'its last-level cache, in 10⁶ bytes')
    .option('--link <GB/s>', 'its links to packages of its node, in one direction')
    .option('--network <GB/s>', 'its share of the network, in one direction')
    .option('--out <file>', 'write the calibration (.json)')
    .option('--replace', 'with --out: over another file of that name')
    .option('--json', 'print the calibration for a program')
    .option('--csv', 'print the errors of the fits as CSV')
    .addHelpText(
      'after',
      `${examples(
        'mantile calibrate my-measurements/ --chip h100-sxm',
        'mantile calibrate my-measurements/gemm.csv --chip h100-sxm --out my-calibration.json --replace',
      )}\nTables and their columns: docs/calibrate-a-chip.md. A folder may hold a chip.json with the figures.\n`,
    )
    .action(async (path: string, flags: CalibrateFlags) => {
      const { calibrateCommand } = await import('../calibrate/calibrateCommand.ts');
      calibrateCommand(path, flags, context);
    });
};
