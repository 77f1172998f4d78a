import { examples, type AddCommand } from '../command.ts';
import { exitCodes } from '../io.ts';
import type { InspectFlags } from '../inspect/inspectCommand.ts';

export const addInspect: AddCommand = (program, context) => {
  program
    .command('inspect')
    .description('show what a model is made of, without reading its weights')
    .argument(
      '<source>',
      'folder, config.json, .gguf, .safetensors, organisation/model on HuggingFace, or id of the catalogue',
    )
    .option('--tensors-out <file>', 'write the list of tensors (.csv or .json)')
    .option('--analyze', 'show which layers are alike, and what they are')
    .option('--validate <parameters>', 'hold the total against a figure, such as 70.6e9 or 70.6B')
    .option(
      '--layers <count>',
      'hold the number of layers against a public figure (no module here)',
    )
    .option('--revision <name>', 'branch, tag or commit on HuggingFace')
    .option('--file <name>', 'which .gguf file, where there are several')
    .option('--json', 'print the inspection for a program')
    .addHelpText(
      'after',
      `${examples(
        'mantile inspect my-model/ --analyze',
        'mantile inspect my-model/config.json --validate 1.1B',
        'mantile inspect llama-3.1-8b',
        'mantile inspect meta-llama/Llama-3.3-70B-Instruct --tensors-out tensors.csv',
      )}\nA path that exists wins over a model on HuggingFace. HF_TOKEN holds the token for gated models, HF_ENDPOINT another hub,\nMANTILE_CACHE a folder that keeps what was read of HuggingFace, for the next look at the same commit.\n`,
    )
    .action(async (source: string, flags: InspectFlags) => {
      const { inspectCommand } = await import('../inspect/inspectCommand.ts');
      if (!(await inspectCommand(source, flags, context))) context.exitWith(exitCodes.findings);
    });
};
