import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

// The program starts at once because it reads nothing that its command does not need.
// What is read is counted here; `npm run bench:startup` times the built program.
const entry = 'packages/cli/src/mantile.ts';
const options = {
  entryPoints: [entry],
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  metafile: true,
  logLevel: 'silent',
} satisfies BuildOptions;

/** What is read before the command line is: files of the program, and packages. */
async function readAtOnce(): Promise<{
  readonly packages: readonly string[];
  readonly bytes: number;
}> {
  const { metafile } = await build({
    ...options,
    packages: 'external',
    outdir: 'build/startup',
    write: false,
  });
  const { outputs } = metafile;
  const packages = new Set<string>();
  const visited = new Set<string>();
  const visit = (name: string): void => {
    if (visited.has(name)) return;
    visited.add(name);
    for (const { path, kind, external = false } of outputs[name]?.imports ?? []) {
      if (kind !== 'import-statement') continue;
      if (external) packages.add(path);
      else visit(path);
    }
  };
  const [first = ''] =
    Object.entries(outputs).find(([, { entryPoint }]) => entryPoint === entry) ?? [];
  visit(first);
  const bytes = [...visited].reduce((sum, name) => sum + (outputs[name]?.bytes ?? 0), 0);
  return { packages: [...packages].filter((name) => !name.startsWith('node:')).sort(), bytes };
}

test('before the command line is read, nothing is but the commands’ descriptions and commander', async () => {
  const { packages, bytes } = await readAtOnce();
  expect(packages).toEqual(['commander']);
  expect(bytes).toBeGreaterThan(1000);
  expect(bytes).toBeLessThan(64_000);
});

describe('the time of a processor', () => {
  let folder = '';
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'mantile-startup-'));
    const require = `import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);`;
    await build({
      ...options,
      conditions: ['@mantile/source'],
      outdir: folder,
      outExtension: { '.js': '.mjs' },
      banner: { js: require },
    });
    // All of it since the process began, whatever else the machine does meanwhile.
    const report = `process.on('exit', () => { const { user, system } = process.cpuUsage(); require('node:fs').writeSync(2, 'cpu ' + (user + system)); });`;
    writeFileSync(join(folder, 'report.cjs'), report);
    writeFileSync(join(folder, 'nothing.mjs'), '');
  }, 120_000);
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  /** The least of several runs in milliseconds: what disturbs a run makes it longer. */
  function milliseconds(file: string, ...args: readonly string[]): number {
    const times = Array.from({ length: 5 }, () => {
      const out = execFileSync(
        'sh',
        [
          '-c',
          'exec "$@" 2>&1 >/dev/null',
          'sh',
          process.execPath,
          '--require',
          join(folder, 'report.cjs'),
          join(folder, file),
          ...args,
        ],
        { encoding: 'utf8' },
      );
      return Number(/cpu (\d+)$/.exec(out)?.[1]) / 1000;
    });
    return Math.min(...times);
  }

  // Measured: 1.5 times as much for the first, 2 to 3 times for the others.
  test.each([
    { most: 3, args: ['--version'] },
    { most: 3, args: ['--help'] },
    { most: 6, args: ['models', 'show', 'llama-3.1-8b'] },
    { most: 6, args: ['models'] },
    { most: 6, args: ['hardware', 'h100'] },
    { most: 6, args: ['layers', 'show', 'mlp'] },
    { most: 6, args: ['estimate', 'llama-3.1-8b', '--on', 'h100'] },
  ])('is at most $most times that of an empty program for $args', ({ most, args }) => {
    const bare = milliseconds('nothing.mjs');
    expect(milliseconds('mantile.mjs', ...args)).toBeLessThan(most * bare);
  });
});
