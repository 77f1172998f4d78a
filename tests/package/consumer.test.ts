import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, inject, test } from 'vitest';
import { workspacePackages } from '../../scripts/packages.ts';

const execute = promisify(execFile);
const { directory, programs } = inject('consumer');

async function run(file: string): Promise<string> {
  const { stdout } = await execute(process.execPath, [file], { cwd: directory });
  return stdout;
}

describe('the installed packages', () => {
  test.each(programs)(
    '%s runs as an ES module and as CommonJS, with the same result',
    async (program) => {
      const [esm, cjs] = await Promise.all([run(`${program}.mjs`), run(`${program}.cjs`)]);
      expect(esm).not.toBe('');
      expect(cjs).toBe(esm);
    },
  );

  test.each(workspacePackages())('$manifest.name carries no tests', ({ manifest }) => {
    const { exports } = JSON.parse(
      readFileSync(join(directory, 'node_modules', manifest.name, 'package.json'), 'utf8'),
    ) as typeof manifest;
    expect(exports).toEqual(manifest.exports);
  });
});
