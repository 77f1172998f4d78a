import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { workspacePackages } from '../scripts/packages.ts';

describe.each(workspacePackages())('$directory', ({ folder, directory, manifest }) => {
  test('has the licence, a README and its API report', () => {
    expect(readFileSync(`${directory}/LICENSE`, 'utf8')).toBe(readFileSync('LICENSE', 'utf8'));
    expect(readFileSync(`${directory}/README.md`, 'utf8')).toMatch(`# ${manifest.name}\n`);
    expect(existsSync(`${directory}/etc/${folder}.api.md`)).toBe(true);
  });

  test('is an ES module package without side effects', () => {
    expect(manifest).toMatchObject({
      name: `@mantile/${folder}`,
      license: 'MIT',
      type: 'module',
      sideEffects: false,
    });
  });

  test('exports sources first, then each format with its own types before its code', () => {
    for (const [subpath, conditions] of Object.entries(manifest.exports)) {
      // Data is handed out as it lies in the package.
      if (subpath.endsWith('.json')) {
        expect(conditions).toBe(subpath);
        // A pattern stands for a folder's files.
        const place = subpath.includes('*') ? dirname(subpath) : subpath;
        expect(existsSync(`${directory}/${place}`)).toBe(true);
        continue;
      }
      // As text, because the order of the keys decides.
      const stem = subpath === '.' ? 'index' : subpath.slice('./'.length);
      expect(JSON.stringify(conditions)).toBe(
        JSON.stringify({
          '@mantile/source': `./src/${stem}.ts`,
          import: { types: `./dist/${stem}.d.ts`, default: `./dist/${stem}.js` },
          require: { types: `./dist/${stem}.d.cts`, default: `./dist/${stem}.cjs` },
        }),
      );
    }
  });

  test('publishes no tests, snapshots or fixtures', () => {
    expect(manifest.files).toEqual(
      expect.arrayContaining([
        'dist',
        '!src/**/*.test.ts',
        '!src/**/*.test-d.ts',
        '!src/**/*.test-prop.ts',
        '!src/**/__snapshots__',
        '!src/**/__fixtures__',
      ]),
    );
  });

  test('pins what it depends on', () => {
    for (const version of Object.values(manifest.dependencies ?? {})) {
      expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    }
  });
});

test('all packages have one version', () => {
  expect(new Set(workspacePackages().map(({ manifest }) => manifest.version)).size).toBe(1);
});

test('the repository pins its tools', () => {
  const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  for (const version of Object.values(devDependencies)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
});
