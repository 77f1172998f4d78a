import { examples, type AddCommand } from '../command.ts';
import { layersOption } from '../input/layersOption.ts';
import { exitCodes } from '../io.ts';

interface Options {
  readonly strict?: boolean;
  readonly layers?: string;
  readonly json?: boolean;
}

export const addValidate: AddCommand = (program, { io, exitWith }) => {
  program
    .command('validate')
    .description('check model configs, manifests and hardware files')
    .argument('<paths...>', 'files, folders with them (.json, .yaml, .yml), or - for the input')
    .option('--strict', 'take warnings for errors')
    .option(...layersOption)
    .option('--json', 'print the findings for a program')
    .addHelpText(
      'after',
      examples(
        'mantile validate my-model.json',
        'mantile validate configs/ --strict',
        'mantile validate my-model.json --layers my-layers.mjs',
      ),
    )
    .action(async (paths: readonly string[], { json = false, ...flags }: Options) => {
      const { validateFiles } = await import('../validate/validateFiles.ts');
      const { reportText } = await import('../validate/reportText.ts');
      const { jsonText } = await import('../print/json.ts');
      const validation = await validateFiles(paths, flags, io.input);
      const { reports } = validation;
      io.out(json ? jsonText(reports) : reportText(validation, io));
      if (reports.some(({ valid }) => !valid)) exitWith(exitCodes.findings);
    });
};
