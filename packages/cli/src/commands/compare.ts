import { examples, type AddCommand } from '../command.ts';
import type { CompareFlags } from '../compare/compareCommand.ts';
import type { TwiceFlags } from '../compare/sides.ts';
import { addEstimateOptions } from '../estimate/addEstimateOptions.ts';

export const addCompare: AddCommand = (program, context) => {
  const command = program
    .command('compare')
    .description('tell how estimates of two configurations differ, and why')
    .argument(
      '<models...>',
      'one model for both sides, or one for either; as for mantile estimate',
    );
  addEstimateOptions(command, { isTwice: true });
  command
    .option('--only <numbers>', 'such as ttft, tpot, memory; commas between several')
    .option('--depth <levels>', 'levels of terms below each number (default: 3; in JSON all)')
    .option('--json', 'print both sides and all differences for a program')
    .option('--csv', 'print both estimates as lines of CSV')
    .addHelpText(
      'after',
      `\nWhat is given once is meant for both sides; what is given twice, once for either.\nTwo kinds of load, such as --batch 8 --concurrency 8, are one for either side.\n${examples(
        'mantile compare llama-3.1-70b --on h100 --on h200 --tp 8 --concurrency 64',
        'mantile compare llama-3.1-70b --on h100 --tp 4 --tp 8',
        'mantile compare llama-3.1-8b qwen3-8b --on h100 --only tpot --depth 4',
        'mantile compare llama-3.1-8b --on l40s --dtype bf16 --dtype fp8 --csv',
      )}`,
    )
    .action(async (models: readonly string[], flags: CompareFlags & TwiceFlags) => {
      const { compareCommand } = await import('../compare/compareCommand.ts');
      await compareCommand(models, flags, context);
    });
};
