import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

interface Locked {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const text = readFileSync('package-lock.json', 'utf8');
const { packages } = JSON.parse(text) as { packages: Readonly<Record<string, Locked>> };

/** The places where Node looks for a dependency of the package at `path`, nearest first. */
function candidates(path: string, name: string): readonly string[] {
  const folders = path.split('/node_modules/');
  const own = folders.map((_, index) =>
    folders.slice(0, folders.length - index).join('/node_modules/'),
  );
  return [...own.filter((folder) => folder !== ''), ''].map((folder) =>
    folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`,
  );
}

describe('package-lock.json', () => {
  test('names no registry host', () => {
    const hosts = [...text.matchAll(/"resolved": "(\w+:[^"]+)"/g)].map((match) => match[1]);
    expect(hosts).toEqual([]);
  });

  // npm leaves out, silently, what it could not fetch while it wrote the lock; `npm ci` then fails elsewhere.
  test('has an entry for every optional dependency', () => {
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => !candidates(path, name).some((candidate) => candidate in packages))
        .map((name) => `${path} → ${name}`),
    );
    expect(missing).toEqual([]);
  });
});
