import { examples, type AddCommand } from '../command.ts';
import type { PrintFlags } from '../estimate/estimateCommand.ts';
import type { EstimateFlags } from '../estimate/estimateFlags.ts';
import { addEstimateOptions } from '../estimate/addEstimateOptions.ts';

export const addEstimate: AddCommand = (program, context) => {
  const command = program
    .command('estimate')
    .description('predict how a model serves a load on given hardware')
    .argument(
      '<model>',
      'id of the catalogue, organisation/model on HuggingFace, folder, config.json or config of your own',
    );
  addEstimateOptions(command);
  command
    .option('--json', 'print everything for a program')
    .option('--csv', 'print one line of CSV, headings above')
    .option('--svg <file>', 'draw a roofline and where the time goes')
    .addHelpText(
      'after',
      `${examples(
        'mantile estimate llama-3.1-8b --on h100',
        'mantile estimate llama-3.3-70b --on h100 --tp 8 --concurrency 64 --input 1024 --output 1024',
        'mantile estimate deepseek-v3 --on dgx-b200 --tp 8 --ep 8 --concurrency 128 --json',
        'mantile estimate qwen3-32b --on mi300x --tp 2 --rate 4 --dtype fp8 --kv-dtype fp8',
        'mantile estimate my-model/ --on my-chip.json --batch 8 --fidelity ideal',
      )}\nA model that does not fit is an answer, with what would: the exit code is 0, and "fits" is false in JSON.\n`,
    )
    .action(async (model: string, flags: EstimateFlags & PrintFlags) => {
      const { estimateCommand } = await import('../estimate/estimateCommand.ts');
      await estimateCommand(model, flags, context);
    });
};
