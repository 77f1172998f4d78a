import { Argument } from 'commander';
import { examples, type AddCommand } from '../command.ts';

type Schema = Readonly<Record<string, unknown>>;

const kinds: Readonly<Record<string, () => Promise<Schema>>> = {
  'model-config': async () => (await import('@mantile/config')).modelConfigJsonSchema(),
  manifest: async () => (await import('@mantile/config/manifest')).manifestJsonSchema(),
  hardware: async () => (await import('@mantile/hardware')).hardwareJsonSchema(),
};

export const addSchema: AddCommand = (program, { io }) => {
  const names = Object.keys(kinds);
  program
    .command('schema')
    .description('print the JSON Schema of a kind of file')
    .addArgument(new Argument('<kind>', 'what it describes').choices(names))
    .addHelpText('after', examples('mantile schema model-config'))
    .action(async (kind: string) => {
      const { jsonText } = await import('../print/json.ts');
      io.out(jsonText(await kinds[kind]?.()));
    });
};
