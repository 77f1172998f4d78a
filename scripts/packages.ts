import { existsSync, readdirSync, readFileSync } from 'node:fs';

interface PackageManifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly type?: string;
  readonly sideEffects?: boolean;
  readonly exports: Readonly<Record<string, unknown>>;
  readonly files: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
}

export interface WorkspacePackage {
  /** The folder's name below packages/. */
  readonly folder: string;
  readonly directory: string;
  readonly manifest: PackageManifest;
}

/** The workspace packages, in the order of their folders' names. */
export function workspacePackages(): readonly WorkspacePackage[] {
  return readdirSync('packages')
    .filter((folder) => existsSync(`packages/${folder}/package.json`))
    .sort()
    .map((folder) => {
      const directory = `packages/${folder}`;
      const manifest = JSON.parse(
        readFileSync(`${directory}/package.json`, 'utf8'),
      ) as PackageManifest;
      return { folder, directory, manifest };
    });
}

/** The names of a package's entries of code: `index`, and that of each subpath. */
export function entriesOf({ manifest }: WorkspacePackage): readonly string[] {
  return Object.keys(manifest.exports)
    .filter((subpath) => !subpath.endsWith('.json'))
    .map((subpath) => (subpath === '.' ? 'index' : subpath.slice('./'.length)));
}
