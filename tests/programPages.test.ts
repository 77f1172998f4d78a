import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { model } from '@mantile/config/models';
import { gemmTable, toyChip } from '../packages/cli/src/__fixtures__/measurements.ts';
import { runMantile } from '../packages/cli/src/__fixtures__/mantile.ts';
import { mixerTensors, toyFiles, writeFiles } from '../packages/cli/src/__fixtures__/models.ts';
import { createProgram } from '../packages/cli/src/program.ts';
import { extractFences } from '../scripts/examples/extract.ts';

// Pages about the program show what it prints. `npx vitest run tests/programPages -u` writes the outputs anew.
const pages = ['docs/inspect-a-model.md', 'docs/command-line.md', 'packages/cli/README.md'];
const home = process.cwd();
const layers = resolve('packages/cli/src/__fixtures__/mixerLayer.ts');
let folder = '';

beforeAll(async () => {
  await import('../packages/cli/src/build/buildCommand.ts');
  await import('../packages/cli/src/calibrate/calibrateCommand.ts');
  await import('../packages/cli/src/compare/compareCommand.ts');
  await import('../packages/cli/src/estimate/estimateCommand.ts');
  await import('../packages/cli/src/explain/explainCommand.ts');
  await import('../packages/cli/src/fit/fitCommand.ts');
  await import('../packages/cli/src/gaps/resolveCommand.ts');
  await import('../packages/cli/src/hardware/showHardware.ts');
  await import('../packages/cli/src/inspect/inspectCommand.ts');
  await import('../packages/cli/src/layers/showLayer.ts');
  await import('../packages/cli/src/models/listModels.ts');
  await import('../packages/cli/src/validate/validateFiles.ts');
}, 60_000);

/** A folder as the pages and the help of the commands take it for granted. */
function prepare(): void {
  folder = mkdtempSync(join(tmpdir(), 'mantile-pages-'));
  const llama = extractFences(readFileSync(join(home, 'docs/inspect-a-model.md'), 'utf8'));
  writeFiles(join(folder, 'llama'), {
    'config.json': llama.find(({ language }) => language === 'json')?.code ?? '',
  });
  writeFiles(join(folder, 'my-model'), toyFiles(mixerTensors()));
  const { total_params: total, ...rest } = model('llama-3.1-8b');
  writeFiles(folder, {
    'my-model.json': { ...rest, model_id: 'my-model', total_params: total - 4096 },
  });
  const spec = readFileSync(join(home, 'packages/layers/specs/NormLayer.md'), 'utf8');
  const cases = readFileSync(join(home, 'packages/layers/specs/cases/NormLayer.json'), 'utf8');
  writeFiles(folder, {
    'my-chip.json': {
      name: 'Acme One',
      compute_per_package_PFlops: { bf16: 0.4 },
      memory_per_package: [{ type: 'HBM', capacity_GB: 96, bandwidth_GBs: 2400 }],
    },
    'my-cases.json': { layer: 'NormLayer', ...(JSON.parse(cases) as object) },
    'my-spec.md': spec,
    'my-specs/norm.md': spec,
    'my-measurements/gemm.csv': gemmTable(),
    'my-measurements/chip.json': toyChip,
  });
  process.chdir(folder);
}

function leave(): void {
  process.chdir(home);
  rmSync(folder, { recursive: true });
}

/** Runs a line of a shell, as far as the pages need one: words apart, and the program's two streams in one. */
async function shell(line: string): Promise<{ readonly code: number; readonly text: string }> {
  const [program, ...args] = line.trim().split(/ +/);
  expect(program).toBe('mantile');
  let text = '';
  const write = (part: string): void => {
    text += part;
  };
  const words = args.map((word) => (word === 'my-layers.mjs' ? layers : word));
  const { code } = await runMantile(words, { out: write, error: write });
  return { code, text };
}

/** The lines of an output that a page keeps, `…` for those between: `/^2/+3` is the first like it, and three more. */
function kept(output: string, picks: string): string {
  const lines = output.trimEnd().split('\n');
  if (picks === '') return lines.join('\n');
  let next = 0;
  const parts = picks.split(' ').flatMap((pick) => {
    const [, pattern = '', more = '0'] = /^\/(.+)\/(?:\+(\d+))?$/.exec(pick) ?? [];
    const from = lines.findIndex((line, at) => at >= next && new RegExp(pattern).test(line));
    expect(from, `a line like ${pick}`).toBeGreaterThanOrEqual(0);
    const part = [...(from > next ? ['…'] : []), ...lines.slice(from, from + Number(more) + 1)];
    next = from + Number(more) + 1;
    return part;
  });
  return [...parts, ...(next < lines.length ? ['…'] : [])].join('\n');
}

describe.each(pages)('%s', (page) => {
  beforeAll(prepare);
  afterAll(leave);

  test('shows what the program prints', async () => {
    const path = join(home, page);
    const pattern = /```sh\n(mantile [^\n]+)\n```\n\n```text([^\n]*)\n[^]*?```/g;
    const text = readFileSync(path, 'utf8');
    let filled = text;
    let runs = 0;
    for (const [block, line = '', picks = ''] of text.matchAll(pattern)) {
      const shown = kept((await shell(line)).text, picks.trim());
      filled = filled.replace(
        block,
        () => `\`\`\`sh\n${line}\n\`\`\`\n\n\`\`\`text${picks}\n${shown}\n\`\`\``,
      );
      runs += 1;
    }
    expect(runs).toBeGreaterThan(3);
    await expect(filled).toMatchFileSnapshot(path);
  });
});

describe('examples in help', () => {
  beforeAll(async () => {
    prepare();
    // What the examples about gaps find.
    await shell('mantile build my-model/ --approve');
    await shell('mantile build my-model/ --id my-model --out configs --approve');
  });
  afterAll(leave);

  const lines: string[] = [];
  const program = createProgram({
    io: {
      out: (text) => lines.push(...text.split('\n')),
      error: () => undefined,
      isTerminal: false,
      columns: 200,
      environment: {},
    },
    exitWith: () => undefined,
    progress: () => undefined,
  });
  for (const command of program.commands) {
    for (const each of [command, ...command.commands]) each.outputHelp();
  }
  const examples = lines.flatMap((line) => /^ {2}\$ (mantile .*)$/.exec(line)?.[1] ?? []);

  test('there are some for each command', () => {
    for (const command of program.commands) {
      expect(examples.some((line) => line.startsWith(`mantile ${command.name()}`))).toBe(true);
    }
  });

  // Those that name a model on the hub are run, with a hub of their own, by the tests of the program.
  test.each(examples.filter((line) => !line.includes('meta-llama/')))('%s', async (line) => {
    const { code, text } = await shell(line);
    // A figure that is not that of the toy, and files with findings: what the example is there to tell.
    const mayFind = /--validate|^mantile validate/.test(line);
    expect(text).not.toMatch(/^error:/m);
    expect(mayFind ? [0, 1] : [0]).toContain(code);
  });
});
