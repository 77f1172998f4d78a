import type { Command } from 'commander';
import { examples, type AddCommand } from '../command.ts';
import type { ResolveFlags } from '../gaps/resolveCommand.ts';
import { layersOption } from '../input/layersOption.ts';

interface Flags {
  readonly registry: string;
  readonly json?: boolean;
}

const withRegistry = (command: Command): Command =>
  command
    .option('--registry <path>', 'registry of gaps, or the folder with it', 'gaps/README.md')
    .option('--json', 'print for a program');

export const addGaps: AddCommand = (program, context) => {
  const { io } = context;
  const gaps = program
    .command('gaps')
    .description('list, show or resolve what no layer class describes');
  withRegistry(gaps.command('list', { isDefault: true }))
    .description('list the gaps of a registry')
    .addHelpText(
      'after',
      examples('mantile gaps list', 'mantile gaps list --registry configs/gaps/README.md'),
    )
    .action(async ({ registry, json = false }: Flags) => {
      const { readRegistry } = await import('../gaps/registryFile.ts');
      const { listText } = await import('../gaps/listGaps.ts');
      const { jsonText } = await import('../print/json.ts');
      const { styleFor } = await import('../print/style.ts');
      const file = readRegistry(registry);
      io.out(json ? jsonText(file.entries) : listText(file, styleFor(io)));
    });
  withRegistry(gaps.command('show'))
    .description('print the report on a gap')
    .argument('<gap>', 'number, report file, or its name')
    .addHelpText('after', examples('mantile gaps show 1', 'mantile gaps show mixer --json'))
    .action(async (gap: string, { registry, json = false }: Flags) => {
      const { readRegistry } = await import('../gaps/registryFile.ts');
      const { reportOf } = await import('../gaps/listGaps.ts');
      io.out(reportOf(readRegistry(registry), gap, json));
    });
  withRegistry(gaps.command('resolve'))
    .description('close a gap whose layer class has been written and whose cases pass')
    .argument('<gap>', 'number, report file, or its name')
    .option(
      '--config <file>',
      'the model config (default: the one in model_configs that waits for it)',
    )
    .option('--cases <file>', 'the cases (default: those beside the report)')
    .option('--class <name>', 'the class that closes it, where it has another name')
    .option(...layersOption)
    .option('--specs <json>', 'spec of the layer in this model (default: that of the first case)')
    .option('--name <name>', 'name of the layer in the config, such as attention.mixer')
    .option('--approve', 'write the files; on a terminal the program asks instead')
    .addHelpText(
      'after',
      examples(
        'mantile gaps resolve 1 --layers my-layers.mjs',
        'mantile gaps resolve mixer --layers my-layers.mjs --approve',
      ),
    )
    .action(async (gap: string, flags: ResolveFlags) => {
      const { resolveCommand } = await import('../gaps/resolveCommand.ts');
      await resolveCommand(gap, flags, context);
    });
};
