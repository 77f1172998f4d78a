/** What the doc comments in the sources of layers say of the kinds and of the keys of their specs. */
import { resolve } from 'node:path';
import ts from 'typescript';

export interface KindComments {
  /** The first sentence on the class. */
  readonly sentence: string;
  /** The topic under which the reference lists the class. */
  readonly category: string;
  /** What is said of each key of the spec, wherever it is declared. */
  readonly keys: ReadonlyMap<string, string>;
}

const configuration = 'config/tsconfig.library.json';
const entry = 'packages/layers/src/index.ts';

/** On one line, links as plain code. */
function plain(parts: readonly ts.SymbolDisplayPart[]): string {
  const text = ts.displayPartsToString([...parts]);
  return text
    .replace(/\{@link\s+([^\s}|]+)[^}]*\}/g, '`$1`')
    .replace(/\s+/g, ' ')
    .trim();
}

function firstSentence(text: string): string {
  return /^.*?\.(?=\s|$)/.exec(text)?.[0] ?? text;
}

/** The comments of every exported class that has a kind's schema, by the name of the class. */
export function kindComments(): ReadonlyMap<string, KindComments> {
  const { config } = ts.readConfigFile(configuration, (file) => ts.sys.readFile(file)) as {
    config: unknown;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, 'config');
  const program = ts.createProgram([entry], options);
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(resolve(entry));
  const entrySymbol = source && checker.getSymbolAtLocation(source);
  if (source === undefined || entrySymbol === undefined) throw new Error(`no module ${entry}`);

  const aliased = (symbol: ts.Symbol): ts.Symbol =>
    symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;

  /** What a spec is read from: the type of the options that the schema takes. */
  const specOf = (constructed: ts.Type): ts.Type | undefined => {
    const property = (type: ts.Type | undefined, name: string): ts.Type | undefined => {
      const symbol = type && checker.getPropertyOfType(type, name);
      return (
        symbol && checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(symbol, source))
      );
    };
    const standard = property(property(constructed, 'specSchema'), '~standard');
    return property(property(standard, 'types'), 'output');
  };

  /** What stands on a key, or on the constant that is put there under its own name. */
  const commentOn = (key: ts.Symbol): string => {
    const comment = plain(key.getDocumentationComment(checker));
    if (comment !== '') return comment;
    for (const declaration of key.declarations ?? []) {
      const constant = ts.isShorthandPropertyAssignment(declaration)
        ? checker.getShorthandAssignmentValueSymbol(declaration)
        : ts.isBindingElement(declaration)
          ? checker.getPropertyOfType(checker.getTypeAtLocation(declaration.parent), key.name)
          : undefined;
      const known = constant && aliased(constant);
      if (known !== undefined && known !== key) return commentOn(known);
    }
    return '';
  };

  const found = new Map<string, KindComments>();
  for (const exported of checker.getExportsOfModule(entrySymbol)) {
    const symbol = aliased(exported);
    if (!(symbol.flags & ts.SymbolFlags.Class)) continue;
    const spec = specOf(checker.getTypeOfSymbolAtLocation(symbol, source));
    if (spec === undefined) continue;
    const category = symbol.getJsDocTags(checker).find(({ name }) => name === 'category');
    found.set(symbol.name, {
      sentence: firstSentence(plain(symbol.getDocumentationComment(checker))),
      category: plain(category?.text ?? []),
      keys: new Map(checker.getPropertiesOfType(spec).map((key) => [key.name, commentOn(key)])),
    });
  }
  return found;
}
