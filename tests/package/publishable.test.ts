import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { publint } from 'publint';
import { describe, expect, inject, test } from 'vitest';
import { reportApi } from '../../scripts/api/report.ts';
import { workspacePackages } from '../../scripts/packages.ts';

const execute = promisify(execFile);
const { tarballs } = inject('consumer');

describe.each(workspacePackages())('$manifest.name as published', (workspacePackage) => {
  const { manifest } = workspacePackage;
  const tarball = tarballs[manifest.name]!;

  test('publint has nothing to say', async () => {
    const { buffer } = new Uint8Array(readFileSync(tarball));
    const { messages } = await publint({ pack: { tarball: buffer }, strict: true });
    expect(messages).toEqual([]);
  });

  test('its types are right in every mode of resolution', async () => {
    // The command fails, and its table is part of the failure, when a mode is wrong.
    const { stdout } = await execute('npx', [
      '--no-install',
      'attw',
      tarball,
      '--format',
      'ascii',
      '--no-emoji',
      '--no-color',
    ]);
    expect(stdout).toContain('No problems found');
  });

  test('its API report is the one in git', () => {
    expect(
      reportApi(workspacePackage, 'compare'),
      'the public surface changed: read the difference after `npm run api:update` and commit it',
    ).toEqual({ changed: false, complaints: [] });
  });
});
