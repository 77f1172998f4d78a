import { examples, type AddCommand } from '../command.ts';

interface Options {
  readonly json?: boolean;
}

export const addModels: AddCommand = (program, { io }) => {
  const models = program
    .command('models')
    .description('list the catalogue of models, or show one of them');
  models
    .command('list', { isDefault: true })
    .description('list the models of the catalogue')
    .argument('[words...]', 'only those whose id, name or family has all of these words')
    .option('--json', 'print the list for a program')
    .addHelpText(
      'after',
      examples('mantile models', 'mantile models qwen3 moe', 'mantile models --json'),
    )
    .action(async (words: readonly string[], { json = false }: Options) => {
      const { listText, listModels } = await import('../models/listModels.ts');
      const { jsonText } = await import('../print/json.ts');
      const rows = listModels(words);
      io.out(json ? jsonText(rows) : listText(rows, io));
    });
  models
    .command('show')
    .description('print the config of a model, as a file holds it')
    .argument('<id>', 'id in the catalogue, or name on HuggingFace')
    .addHelpText('after', examples('mantile models show llama-3.1-8b'))
    .action(async (id: string) => {
      const { showModel } = await import('../models/showModel.ts');
      const { jsonText } = await import('../print/json.ts');
      io.out(jsonText(await showModel(id, io)));
    });
};
