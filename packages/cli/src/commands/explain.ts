import { examples, type AddCommand } from '../command.ts';
import { addEstimateOptions } from '../estimate/addEstimateOptions.ts';
import type { EstimateFlags } from '../estimate/estimateFlags.ts';
import type { ExplainFlags } from '../explain/explainCommand.ts';

export const addExplain: AddCommand = (program, context) => {
  const command = program
    .command('explain')
    .description('tell how every number of an estimate comes about, down to operations')
    .argument('<model>', 'as for mantile estimate');
  addEstimateOptions(command);
  command
    .option(
      '--only <numbers>',
      'such as ttft, tpot, memory, steps.decode.ms; commas between several',
    )
    .option('--depth <levels>', 'levels below each number (default: 3; in JSON all)')
    .option('--json', 'print the tree for a program')
    .addHelpText(
      'after',
      examples(
        'mantile explain llama-3.1-8b --on h100 --concurrency 16',
        'mantile explain llama-3.3-70b --on h100 --tp 4 --only tpot --depth 6',
        'mantile explain qwen3-30b-a3b --on h200 --only memory --json',
      ),
    )
    .action(async (model: string, flags: EstimateFlags & ExplainFlags) => {
      const { explainCommand } = await import('../explain/explainCommand.ts');
      await explainCommand(model, flags, context);
    });
};
