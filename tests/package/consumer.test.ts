import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, inject, test } from 'vitest';
import { workspacePackages } from '../../scripts/packages.ts';

const execute = promisify(execFile);
const { directory, programs, nodePrograms } = inject('consumer');

async function run(file: string): Promise<string> {
  const { stdout } = await execute(process.execPath, [file], { cwd: directory });
  return stdout;
}

describe('the installed packages', () => {
  test.each([...programs, ...nodePrograms])(
    '%s runs as an ES module and as CommonJS, with the same result',
    async (program) => {
      const [esm, cjs] = await Promise.all([run(`${program}.mjs`), run(`${program}.cjs`)]);
      expect(esm).not.toBe('');
      expect(cjs).toBe(esm);
    },
  );

  for (const { manifest } of workspacePackages()) {
    test(`${manifest.name} carries no tests, snapshots or fixtures`, () => {
      const files = readdirSync(join(directory, 'node_modules', manifest.name), {
        recursive: true,
      });
      expect(files).toContain('package.json');
      expect(files.filter((file) => /\.test(-\w+)?\.|__\w+__/.test(String(file)))).toEqual([]);
    });
  }
});
