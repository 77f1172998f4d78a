import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';

interface Measured {
  readonly name: string;
  readonly passed: boolean;
  readonly size: number;
  readonly sizeLimit: number;
}

/** The ceilings of config/size-limit.json against what a consumer's bundle carries for each import. */
function measure(): readonly Measured[] {
  const { stdout, stderr } = spawnSync(
    'npx',
    ['--no-install', 'size-limit', '--config', 'config/size-limit.json', '--json'],
    { encoding: 'utf8' },
  );
  try {
    return JSON.parse(stdout) as Measured[];
  } catch (cause) {
    throw new Error(`size-limit measured nothing: ${stdout}${stderr}`, { cause });
  }
}

describe('bytes that an import costs, compressed', () => {
  test.each(measure())('$name: $size of $sizeLimit', ({ size, sizeLimit }) => {
    expect(size).toBeLessThanOrEqual(sizeLimit);
  });
});
