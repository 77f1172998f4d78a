/** A project outside the repository that installs the packed packages, as a stranger would. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { transformSync } from 'esbuild';
import { entriesOf, workspacePackages } from './packages.ts';

/** The newest patch of each TypeScript that consumers may have. */
export const typescriptVersions = ['5.6.3', '5.7.3', '5.8.3', '5.9.3', '6.0.3', '7.0.2'] as const;

export interface Consumer {
  readonly directory: string;
  /** The packed tarball of each package, by the package's name. */
  readonly tarballs: Readonly<Record<string, string>>;
  /** The programs in it, without extension: each as .mjs, .cjs, .mts, .cts and .ts. */
  readonly programs: readonly string[];
  /** More of them, for Node alone. */
  readonly nodePrograms: readonly string[];
}

function npm(cwd: string, ...args: string[]): string {
  return execFileSync('npm', [...args, '--loglevel=error'], { cwd, encoding: 'utf8' });
}

function pack(): Record<string, string> {
  const destination = resolve('build/packed');
  rmSync(destination, { recursive: true, force: true });
  mkdirSync(destination, { recursive: true });
  return Object.fromEntries(
    workspacePackages().map(({ directory, manifest }) => {
      const [packed] = JSON.parse(
        npm(directory, 'pack', '--json', '--pack-destination', destination),
      ) as [{ filename: string }];
      return [manifest.name, join(destination, packed.filename)];
    }),
  );
}

/** Writes one program in every form in which a consumer may have it. */
function writeProgram(directory: string, name: string, code: string): void {
  for (const extension of ['ts', 'mts', 'cts']) {
    writeFileSync(join(directory, `${name}.${extension}`), code);
  }
  const esm = transformSync(code, { loader: 'ts', format: 'esm', target: 'es2022' });
  const cjs = transformSync(code, {
    loader: 'ts',
    format: 'cjs',
    target: 'es2022',
    platform: 'node',
  });
  writeFileSync(join(directory, `${name}.mjs`), esm.code);
  writeFileSync(join(directory, `${name}.cjs`), cjs.code);
}

/** Entries that only Node can run: the program, and what reads from disk or through HuggingFace's clients. */
const nodeOnly = ['@mantile/cli', '@mantile/hf/folder', '@mantile/hf/gguf', '@mantile/hf/hub'];

/** Prints the names that entries export, so that nothing is lost in one format alone. */
function surfaceProgram(isPart: (entry: string) => boolean): string {
  const names = workspacePackages()
    .flatMap((each) =>
      entriesOf(each).map((entry) =>
        entry === 'index' ? each.manifest.name : `${each.manifest.name}/${entry}`,
      ),
    )
    .filter(isPart);
  const imports = names.map((name, index) => `import * as entry${index} from '${name}';`);
  const prints = names.map(
    (name, index) => `console.log('${name}', Object.keys(entry${index}).sort().join(' '));`,
  );
  return [...imports, ...prints, ''].join('\n');
}

/** All that the programs, and the declarations of zod, name of a host: neither Node's types nor the DOM's are needed. */
const host = `interface URL { readonly href: string }
declare const console: { log(...values: unknown[]): void };
`;

export function createConsumer(): Consumer {
  const directory = mkdtempSync(join(tmpdir(), 'mantile-consumer-'));
  const tarballs = pack();
  const file = (path: string) => `file:${path}`;
  const packages = Object.fromEntries(
    Object.entries(tarballs).map(([name, path]) => [name, file(path)]),
  );
  const manifest = {
    name: 'consumer',
    private: true,
    dependencies: {
      ...packages,
      ...Object.fromEntries(
        typescriptVersions.map((version) => [`typescript-${version}`, `npm:typescript@${version}`]),
      ),
    },
    // The packages' versions need not be published: what they depend on is what was packed beside them.
    overrides: packages,
  };
  writeFileSync(join(directory, 'package.json'), JSON.stringify(manifest));
  npm(directory, 'install', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund');

  writeFileSync(join(directory, 'host.d.ts'), host);
  writeProgram(
    directory,
    'surface',
    surfaceProgram((entry) => !nodeOnly.includes(entry)),
  );
  writeProgram(
    directory,
    'node-surface',
    surfaceProgram((entry) => nodeOnly.includes(entry)),
  );
  const examples = readdirSync('examples').filter((name) => name.endsWith('.ts'));
  for (const name of examples) {
    writeProgram(
      directory,
      name.replace(/\.ts$/, ''),
      readFileSync(join('examples', name), 'utf8'),
    );
  }
  return {
    directory,
    tarballs,
    nodePrograms: ['node-surface'],
    programs: ['surface', ...examples.map((name) => name.replace(/\.ts$/, ''))],
  };
}

export function removeConsumer({ directory }: Consumer): void {
  rmSync(directory, { recursive: true, force: true });
}
