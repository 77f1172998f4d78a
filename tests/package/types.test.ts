import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, inject, test } from 'vitest';
import { typescriptVersions } from '../../scripts/consumer.ts';

const execute = promisify(execFile);
const { directory, programs, nodePrograms } = inject('consumer');

/** The ways of finding a package's types, each with the extension of the files that use it. */
const modes = {
  'node16 from an ES module': { extension: 'mts', options: ['--module', 'node16'] },
  'node16 from CommonJS': { extension: 'cts', options: ['--module', 'node16'] },
  bundler: { extension: 'ts', options: ['--module', 'esnext', '--moduleResolution', 'bundler'] },
  node10: {
    extension: 'ts',
    // zod's own declarations need the last option; newer modes imply it.
    options: ['--module', 'commonjs', '--moduleResolution', 'node10', '--esModuleInterop'],
  },
} as const;
type Mode = keyof typeof modes;

/** TypeScript 7 has no node10 any more; version 6 wants to hear that one knows it is deprecated. */
function modesOf(version: string): readonly Mode[] {
  const all = Object.keys(modes) as Mode[];
  return version.startsWith('7.') ? all.filter((mode) => mode !== 'node10') : all;
}

async function compile(version: string, mode: Mode): Promise<void> {
  const tsc = join(directory, 'node_modules', `typescript-${version}`, 'bin', 'tsc');
  if (!existsSync(tsc)) throw new Error(`TypeScript ${version} is not installed`);
  const { extension, options } = modes[mode];
  const args = [
    tsc,
    '--noEmit',
    '--strict',
    '--target',
    'es2022',
    '--lib',
    'es2022',
    // The compiler's own files are not what is tested, and take most of its time.
    '--skipDefaultLibCheck',
    '--pretty',
    'false',
    ...options,
  ];
  if (mode === 'node10' && version.startsWith('6.')) args.push('--ignoreDeprecations', '6.0');
  args.push(
    'host.d.ts',
    ...[...programs, ...nodePrograms].map((program) => `${program}.${extension}`),
  );
  // The compiler reports on stdout; a failure must show it.
  await execute(process.execPath, args, { cwd: directory }).catch((error: unknown) => {
    throw new Error((error as { stdout: string }).stdout);
  });
}

describe.concurrent('types of the installed packages', () => {
  for (const version of typescriptVersions) {
    for (const mode of modesOf(version)) {
      test(`TypeScript ${version}, ${mode}`, async () => {
        await expect(compile(version, mode)).resolves.toBeUndefined();
      });
    }
  }
});
