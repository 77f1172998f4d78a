import { examples, type AddCommand } from '../command.ts';
import type { BuildFlags } from '../build/buildCommand.ts';
import { exitCodes } from '../io.ts';

export const addBuild: AddCommand = (program, context) => {
  program
    .command('build')
    .description('make the model config of a model, with reports on what no layer class describes')
    .argument('<source>', 'folder, config.json or organisation/model on HuggingFace')
    .option('--id <name>', 'model_id, and the name of its file')
    .option('--out <folder>', 'where approved files go (default: the working folder)')
    .option(
      '--scratch <folder>',
      'where everything is written first (default: mantile-scratch/<id>)',
    )
    .option('--approve', 'write the files; on a terminal the program asks instead')
    .option('--replace', 'with --approve: over other files of the same names')
    .option('--validate <parameters>', 'hold the total against a public figure, such as 70.6B')
    .option(
      '--layers <count>',
      'hold the number of layers against a public figure (no module here)',
    )
    .option('--source <address...>', 'where these figures stand, for the config to name')
    .option('--revision <name>', 'branch, tag or commit on HuggingFace')
    .option('--json', 'print the outcome for a program')
    .addHelpText(
      'after',
      `${examples(
        'mantile build my-model/',
        'mantile build my-model/ --id my-model --out configs --approve',
        'mantile build meta-llama/Llama-3.3-70B-Instruct --validate 70.6B',
      )}\nUntil it is approved nothing is written but into the scratch folder.\n`,
    )
    .action(async (source: string, flags: BuildFlags) => {
      const { buildCommand } = await import('../build/buildCommand.ts');
      if (!(await buildCommand(source, flags, context))) context.exitWith(exitCodes.findings);
    });
};
