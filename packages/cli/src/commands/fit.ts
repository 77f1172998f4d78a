import { examples, type AddCommand } from '../command.ts';
import { addEstimateOptions } from '../estimate/addEstimateOptions.ts';
import type { EstimateFlags } from '../estimate/estimateFlags.ts';

export const addFit: AddCommand = (program, context) => {
  const command = program
    .command('fit')
    .description('find the longest context, the largest load or the fewest packages that fit')
    .argument('<model>', 'as for mantile estimate');
  addEstimateOptions(command, { isFit: true });
  command
    .option('--json', 'print all answers for a program')
    .addHelpText(
      'after',
      examples(
        'mantile fit llama-3.1-8b --on h100',
        'mantile fit llama-3.1-70b --on dgx-h100 --tp 4 --question concurrency --max-ttft 500 --max-tpot 30',
        'mantile fit llama-3.1-70b --on h200 --question context --concurrency 8 --kv-dtype fp8',
        'mantile fit qwen3-235b-a22b --on 8xh200 --question packages --concurrency 64 --max-tpot 40',
      ),
    )
    .action(async (model: string, flags: EstimateFlags & { readonly json?: boolean }) => {
      const { fitCommand } = await import('../fit/fitCommand.ts');
      await fitCommand(model, flags, context);
    });
};
