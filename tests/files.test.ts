import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { repositoryFiles } from '../scripts/files.ts';

const maximumLines = 200;
/** Sources that are one concept and still longer, each with its reason. */
const longerOnPurpose: Readonly<Record<string, string>> = {
  'packages/config/src/models/each.ts': 'written by a script: every model of the catalogue',
  'packages/config/src/models/byId.ts': 'written by a script: every model of the catalogue',
};

const text = /\.(cjs|js|json|jsonc|md|mjs|sh|ts|tsx|yaml|yml)$|^\.ci\/run$|^\.npmrc$/;

test('no file names a place on somebody’s machine', () => {
  // Assembled, so that this file does not find itself.
  const place = new RegExp(
    `(?<![\\w.:/])/(${['home', 'root', 'Users', 'tmp', 'work', 'private'].join('|')})/\\w`,
  );
  const found = repositoryFiles()
    .filter((file) => text.test(file))
    .flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .flatMap((line, index) =>
          place.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [],
        ),
    );
  expect(found).toEqual([]);
});

test(`no source is longer than ${maximumLines} lines without a reason`, () => {
  const long = repositoryFiles()
    .filter((file) => /^(packages\/[^/]+\/src|scripts)\/.*\.(ts|mjs)$/.test(file))
    .filter((file) => !/\.test(-\w+)?\.ts$/.test(file) && !(file in longerOnPurpose))
    .map((file) => ({ file, lines: readFileSync(file, 'utf8').trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > maximumLines);
  expect(long).toEqual([]);
});

test('a reason for a long source belongs to a source that exists', () => {
  expect(Object.keys(longerOnPurpose).filter((file) => !repositoryFiles().includes(file))).toEqual(
    [],
  );
});
