import { examples, type AddCommand } from '../command.ts';
import { UsageError } from '../usageError.ts';

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
    .argument('<kind>', names.join(', '))
    .addHelpText('after', examples('mantile schema model-config'))
    .action(async (kind: string) => {
      const schema = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
      if (schema === undefined) {
        throw new UsageError(`no schema "${kind}"; there are ${names.join(', ')}.`);
      }
      const { jsonText } = await import('../print/json.ts');
      io.out(jsonText(await schema()));
    });
};
