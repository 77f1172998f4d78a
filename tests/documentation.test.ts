import { resolve } from 'node:path';
import ts from 'typescript';
import { beforeAll, describe, expect, test } from 'vitest';
import { entriesOf, workspacePackages } from '../scripts/packages.ts';

// The compiler reads and checks all sources, which takes a busy machine its time.
const timeout = 120_000;

let checker: ts.TypeChecker;
let program: ts.Program;

beforeAll(() => {
  const path = 'config/tsconfig.library.json';
  const { config } = ts.readConfigFile(path, (file) => ts.sys.readFile(file)) as {
    config: unknown;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, 'config');
  const entries = workspacePackages().flatMap((each) =>
    entriesOf(each).map((entry) => `${each.directory}/src/${entry}.ts`),
  );
  program = ts.createProgram(entries, options);
  checker = program.getTypeChecker();
}, timeout);

/** What an export's doc comment lacks. */
function lacking(exported: ts.Symbol): readonly string[] {
  const symbol =
    exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
  const tags = symbol.getJsDocTags(checker).map(({ name }) => name);
  const missing = ['example', 'category']
    .filter((tag) => !tags.includes(tag))
    .map((tag) => `@${tag}`);
  return symbol.getDocumentationComment(checker).length === 0
    ? ['a sentence', ...missing]
    : missing;
}

describe.each(workspacePackages())('$manifest.name', (workspacePackage) => {
  const { directory } = workspacePackage;

  test.each(entriesOf(workspacePackage))(
    '%s documents each export with a sentence, an @example and a @category',
    { timeout },
    (entry) => {
      const source = program.getSourceFile(resolve(directory, `src/${entry}.ts`))!;
      const exports = checker.getExportsOfModule(checker.getSymbolAtLocation(source)!);
      const incomplete = exports
        .filter((symbol) => lacking(symbol).length > 0)
        .map((symbol) => `${symbol.name} lacks ${lacking(symbol).join(', ')}`);
      expect(exports.length).toBeGreaterThan(0);
      expect(incomplete).toEqual([]);
    },
  );
});
