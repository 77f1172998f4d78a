import { Option } from 'commander';
import { examples, type AddCommand } from '../command.ts';
import { exitCodes } from '../io.ts';
import type { HardwarePart } from '../hardware/rows.ts';
import { UsageError } from '../usageError.ts';

interface ListOptions {
  readonly vendor?: string;
  readonly only?: HardwarePart;
  readonly json?: boolean;
  readonly csv?: boolean;
}

interface ValidateOptions {
  readonly strict?: boolean;
  readonly json?: boolean;
}

export const addHardware: AddCommand = (program, { io, exitWith }) => {
  const hardware = program
    .command('hardware')
    .description('list chips, links and systems, show one of them, or check a file of your own');
  hardware
    .command('list', { isDefault: true })
    .description('list the chips, links and systems of the catalogue')
    .argument('[words...]', 'only those whose id, name or maker has all of these words')
    .option('--vendor <name>', 'only chips and systems of this vendor')
    .addOption(new Option('--only <part>', 'only this part').choices(['chips', 'links', 'systems']))
    .option('--json', 'print the list for a program')
    .option('--csv', 'print one part as CSV')
    .addHelpText(
      'after',
      examples(
        'mantile hardware',
        'mantile hardware h100',
        'mantile hardware --vendor AMD',
        'mantile hardware --only chips --csv',
      ),
    )
    .action(async (words: readonly string[], { vendor, only, json, csv }: ListOptions) => {
      if (csv === true && only === undefined) {
        throw new UsageError(
          '--csv: chips, links and systems have other columns each; say which with --only.',
        );
      }
      const { findVendor } = await import('../hardware/catalogue.ts');
      const { hardwareRows } = await import('../hardware/rows.ts');
      const { listCsv } = await import('../hardware/listCsv.ts');
      const { listText } = await import('../hardware/listText.ts');
      const { printTable } = await import('../print/printTable.ts');
      const of = vendor === undefined ? undefined : findVendor(vendor);
      const rows = hardwareRows({ words, vendor: of, only });
      const asCsv = () => listCsv(rows, only ?? 'chips');
      printTable(io, { json, csv }, { rows, text: listText, csv: asCsv });
    });
  hardware
    .command('show')
    .description('tell every figure with its source, and what calibrated times would rest on')
    .argument('<id>', 'id of a chip, link, switch or system')
    .option('--json', 'print for a program')
    .addHelpText(
      'after',
      examples('mantile hardware show h100-sxm', 'mantile hardware show gb200-nvl72 --json'),
    )
    .action(async (id: string, { json = false }: ValidateOptions) => {
      const { findHardware } = await import('../hardware/catalogue.ts');
      const { hardwareJson, hardwareText } = await import('../hardware/showHardware.ts');
      const { jsonText } = await import('../print/json.ts');
      const found = findHardware(id, (message) => {
        io.error(`${message}\n`);
      });
      io.out(json ? jsonText(hardwareJson(found)) : hardwareText(found, io));
    });
  hardware
    .command('validate')
    .description('check hardware files of your own, and tell how they were understood')
    .argument('<files...>', 'files, folders with them (.json), or - for the input')
    .option('--strict', 'take warnings for errors')
    .option('--json', 'print the findings for a program')
    .addHelpText('after', examples('mantile hardware validate my-chip.json'))
    .action(async (paths: readonly string[], options: ValidateOptions) => {
      const { hardwareReportText, validateHardware } =
        await import('../hardware/validateHardware.ts');
      const { jsonText } = await import('../print/json.ts');
      const { strict = false, json = false } = options;
      const reports = await validateHardware(paths, strict, io.input);
      io.out(json ? jsonText(reports) : hardwareReportText(reports, io));
      if (reports.some(({ valid }) => !valid)) exitWith(exitCodes.findings);
    });
};
