import { Option } from 'commander';
import { examples, type AddCommand } from '../command.ts';
import { addOptionRows } from '../estimate/addEstimateOptions.ts';
import { poolsOptions, type PoolsFlags } from '../pools/poolFlags.ts';

export const addPools: AddCommand = (program, context) => {
  const { common, each } = poolsOptions();
  const command = program
    .command('pools')
    .description('predict a model whose prompts and answers have packages of their own')
    .argument('<model>', 'as for mantile estimate');
  for (const { flags, description } of each) command.addOption(new Option(flags, description));
  command.option(
    '--transfer <GB/s>',
    'what each package has between the pools (default: what links carry)',
  );
  addOptionRows(command, common);
  command
    .option('--json', 'print everything for a program')
    .addHelpText(
      'after',
      examples(
        'mantile pools llama-3.3-70b --on h100 --prefill-tp 4 --prefill-replicas 2 --decode-tp 8 --concurrency 64',
        'mantile pools deepseek-v3 --on gb200-nvl72 --prefill-tp 8 --decode-tp 8 --decode-ep 8 --rate 2 --json',
        'mantile pools llama-3.1-8b --prefill-on h200 --decode-on h100 --transfer 50 --concurrency 16',
      ),
    )
    .action(async (model: string, flags: PoolsFlags) => {
      const { poolsCommand } = await import('../pools/poolsCommand.ts');
      await poolsCommand(model, flags, context);
    });
};
