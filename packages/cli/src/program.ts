import { Command } from 'commander';
import type { AddCommand, Context } from './command.ts';
import { addBuild } from './commands/build.ts';
import { addCalibrate } from './commands/calibrate.ts';
import { addCompare } from './commands/compare.ts';
import { addCompletion } from './commands/completion.ts';
import { addEstimate } from './commands/estimate.ts';
import { addExplain } from './commands/explain.ts';
import { addFit } from './commands/fit.ts';
import { addGaps } from './commands/gaps.ts';
import { addHardware } from './commands/hardware.ts';
import { addInspect } from './commands/inspect.ts';
import { addLayers } from './commands/layers.ts';
import { addModels } from './commands/models.ts';
import { addPools } from './commands/pools.ts';
import { addSchema } from './commands/schema.ts';
import { addSpec } from './commands/spec.ts';
import { addValidate } from './commands/validate.ts';
import { onceEach } from './onceEach.ts';
import { version } from './version.ts';

const commands: readonly AddCommand[] = [
  addEstimate,
  addExplain,
  addCompare,
  addFit,
  addPools,
  addInspect,
  addBuild,
  addGaps,
  addValidate,
  addModels,
  addLayers,
  addHardware,
  addSpec,
  addCalibrate,
  addSchema,
  addCompletion,
];

/** The program with all its commands; nothing has run yet. */
export function createProgram(context: Context): Command {
  const { io } = context;
  const program = new Command('mantile')
    .description(
      'Predicts how a language model runs on given hardware, from its configuration alone.',
    )
    .version(version, '-v, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .showSuggestionAfterError()
    .showHelpAfterError('(mantile --help, or mantile <command> --help, tells more)')
    .configureOutput({
      writeOut: io.out,
      writeErr: io.error,
      getOutHelpWidth: () => io.columns,
      getErrHelpWidth: () => io.columns,
    })
    .exitOverride()
    .addHelpText(
      'after',
      '\nExit codes:\n  0  all is well\n  1  what was given has errors\n  2  the command line is wrong, or names what there is not\n  3  the network or the hub failed: try again later\n  4  the program itself has a fault, which it asks you to report\n',
    );
  for (const add of commands) add(program, context);
  onceEach(program);
  return program;
}
