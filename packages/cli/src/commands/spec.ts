import { examples, type AddCommand } from '../command.ts';
import { withLayers } from '../input/layersOption.ts';
import { exitCodes } from '../io.ts';

interface CheckOptions {
  readonly layers?: string;
  readonly report?: boolean;
  readonly json?: boolean;
}

interface WriteOptions {
  readonly layers?: string;
  readonly out?: string;
  readonly replace?: boolean;
}

export const addSpec: AddCommand = (program, { io, exitWith }) => {
  const spec = program
    .command('spec')
    .description('check or write specs: worked cases of layers, in Markdown');
  withLayers(spec.command('check'))
    .description('run specs: their arithmetic, and what layers compute beside it')
    .argument('<paths...>', 'files, or folders with them (.md)')
    .option('--report', 'print discrepancy reports: expected, actual, why, and what to mend')
    .option('--json', 'print the findings for a program')
    .addHelpText(
      'after',
      examples(
        'mantile spec check my-spec.md',
        'mantile spec check my-specs/ --layers my-layers.mjs --json',
      ),
    )
    .action(async (paths: readonly string[], options: CheckOptions) => {
      const { checkSpecs, specsText } = await import('../spec/checkSpecs.ts');
      const { layersFrom } = await import('../input/layersFrom.ts');
      const { jsonText } = await import('../print/json.ts');
      const { reportDiscrepancies } = await import('@mantile/layers/spec');
      const run = checkSpecs(paths, await layersFrom(options.layers));
      if (options.json === true) io.out(jsonText(run.results));
      else if (options.report === true) io.out(run.results.map(reportDiscrepancies).join('\n'));
      else io.out(specsText(run, io));
      if (run.results.some(({ passed }) => !passed)) exitWith(exitCodes.findings);
    });
  withLayers(spec.command('write'))
    .description('work out the cases of a list as a spec')
    .argument('<cases>', 'JSON: layer, prefix, overview, cases, and spec for what all cases share')
    .option('--out <file>', 'where the spec goes (default: printed)')
    .option('--replace', 'with --out: over another file of that name')
    .addHelpText(
      'after',
      `${examples(
        'mantile spec write my-cases.json',
        'mantile spec write my-cases.json --out my-spec.md --replace',
      )}\nA case has a title, a step, and what sets it apart: spec, dtype, parallelism, hardware.\n`,
    )
    .action(async (path: string, { layers, out, replace = false }: WriteOptions) => {
      const { specOf } = await import('../spec/caseList.ts');
      const { layersFrom } = await import('../input/layersFrom.ts');
      const { withFile } = await import('../output/fileFaults.ts');
      if (out !== undefined) {
        const { requireFolderOf } = await import('../output/folderOf.ts');
        requireFolderOf('--out', out);
      }
      const registry = await layersFrom(layers);
      const text = withFile(path, { io, exitWith }, () => specOf(path, registry));
      if (text === undefined) return;
      if (out === undefined) {
        io.out(text);
        return;
      }
      const { writeOut } = await import('../output/writeOut.ts');
      writeOut(out, text, replace);
      io.error(`${out}: written\n`);
    });
};
