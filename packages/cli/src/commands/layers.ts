import { examples, type AddCommand } from '../command.ts';
import { withLayers } from '../input/layersOption.ts';

interface Options {
  readonly layers?: string;
  readonly json?: boolean;
  readonly csv?: boolean;
}

export const addLayers: AddCommand = (program, { io }) => {
  const layers = program
    .command('layers')
    .description('list the kinds of layers, or show one of them');
  withLayers(layers.command('list', { isDefault: true }))
    .description('list the kinds of layers')
    .argument('[words...]', 'only those whose name, category or description has all of these words')
    .option('--json', 'print the list for a program')
    .option('--csv', 'print the list as CSV')
    .addHelpText(
      'after',
      examples(
        'mantile layers',
        'mantile layers moe',
        'mantile layers --layers my-layers.mjs --csv',
      ),
    )
    .action(async (words: readonly string[], { layers: module, json, csv }: Options) => {
      const { listCsv, listLayers, listText } = await import('../layers/listLayers.ts');
      const { layersFrom } = await import('../input/layersFrom.ts');
      const { printTable } = await import('../print/printTable.ts');
      const rows = listLayers(words, await layersFrom(module));
      printTable(io, { json, csv }, { rows, text: listText, csv: listCsv });
    });
  withLayers(layers.command('show'))
    .description('tell what a kind is: the keys of its spec, how it is spread, an example')
    .argument('<kind>', 'name of the kind, such as MoELayer or moe')
    .option('--json', 'print for a program')
    .addHelpText(
      'after',
      examples('mantile layers show GroupedQueryAttentionLayer', 'mantile layers show mlp --json'),
    )
    .action(async (kind: string, { layers: module, json = false }: Options) => {
      const { findKind } = await import('../layers/layerKind.ts');
      const { layerJson, layerText } = await import('../layers/showLayer.ts');
      const { layersFrom } = await import('../input/layersFrom.ts');
      const { jsonText } = await import('../print/json.ts');
      const found = findKind(kind, await layersFrom(module));
      io.out(json ? jsonText(layerJson(found)) : layerText(found, io));
    });
};
