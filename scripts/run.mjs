// Runs a TypeScript file of this repository: node scripts/run.mjs <file> [arguments]
//
// esbuild bundles it with the workspace packages it imports, taken from their sources, into one plain module,
// and a fresh Node process runs that: no loader, no instrumentation, nothing between the code and the engine.
import { spawn } from 'node:child_process';
import { join, relative } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..');
const [entry, ...rest] = process.argv.slice(2);
if (entry === undefined) {
  console.error('usage: node scripts/run.mjs <file.ts> [arguments]');
  process.exit(2);
}

// Below node_modules, so that packages left out of the bundle are found from there.
const outfile = join(
  root,
  'node_modules/.cache/mantile/run',
  `${relative(root, entry).replace(/\.ts$/, '')}.mjs`,
);

await build({
  absWorkingDir: root,
  entryPoints: [entry],
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  conditions: ['@mantile/source'],
  sourcemap: true,
  logLevel: 'warning',
  plugins: [
    {
      name: 'only-the-workspace',
      setup({ onResolve }) {
        onResolve({ filter: /^[^./]/ }, ({ kind, path }) =>
          kind === 'entry-point' || path.startsWith('@mantile/')
            ? undefined
            : { path, external: true },
        );
      },
    },
  ],
});

const child = spawn(process.execPath, ['--enable-source-maps', outfile, ...rest], {
  cwd: root,
  stdio: 'inherit',
  env: { NODE_ENV: 'production', ...process.env },
});
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
