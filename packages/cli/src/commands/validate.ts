import { examples, type AddCommand } from '../command.ts';
import { exitCodes } from '../io.ts';

interface Options {
  readonly strict?: boolean;
  readonly json?: boolean;
}

export const addValidate: AddCommand = (program, { io, exitWith }) => {
  program
    .command('validate')
    .description('check model configs, manifests and hardware files')
    .argument('<paths...>', 'files, or folders with them (.json, .yaml, .yml)')
    .option('--strict', 'take warnings for errors')
    .option('--json', 'print the findings for a program')
    .addHelpText(
      'after',
      examples('mantile validate my-model.json', 'mantile validate configs/ --strict'),
    )
    .action(async (paths: readonly string[], { strict = false, json = false }: Options) => {
      const { validateFiles } = await import('../validate/validateFiles.ts');
      const { reportText } = await import('../validate/reportText.ts');
      const { jsonText } = await import('../print/json.ts');
      const reports = validateFiles(paths, strict);
      io.out(json ? jsonText(reports) : reportText(reports, io));
      if (reports.some(({ valid }) => !valid)) exitWith(exitCodes.findings);
    });
};
