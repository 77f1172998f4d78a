/** Turns an example into a module that runs it and compares every `// => value` with what was computed. */
import ts from 'typescript';
import type { Example } from './extract.ts';

export interface ExampleModule {
  readonly code: string;
  /** How many values it states. */
  readonly expectations: number;
}

const arrow = /^\/\/ => ?/;

/** Whether `text` reads as one expression; a statement of several lines does not until its last line is there. */
function isExpression(text: string): boolean {
  const { diagnostics } = ts.transpileModule(`(${text}\n);`, { reportDiagnostics: true });
  return diagnostics === undefined || diagnostics.length === 0;
}

/** The value stated after a statement that ends at `end`: on its line, and on the comment lines after it if it is long. */
function statedValue(code: string, end: number): { value: string; at: number } | undefined {
  const [first = '', ...following] = code.slice(end).split('\n');
  const comment = first.replace(/^[;\s]*/, '');
  if (!arrow.test(comment)) return undefined;
  const at = end + first.length - comment.length;
  let value = comment.replace(arrow, '');
  for (const line of following) {
    const continuation = /^\s*\/\/(.*)$/.exec(line)?.[1];
    if (isExpression(value) || continuation === undefined) break;
    value += ` ${continuation.trim()}`;
  }
  if (!isExpression(value)) throw new Error(`not a value: "${value}"`);
  return { value, at };
}

interface Insertion {
  readonly at: number;
  readonly text: string;
}

/** Calls of `expectValue` around each statement with a stated value, at whatever depth it stands. */
function comparisons(example: Example, source: ts.SourceFile): readonly Insertion[] {
  const { code, line } = example;
  const insertions: Insertion[] = [];
  function visit(node: ts.Node): void {
    const stated =
      ts.isExpressionStatement(node) || ts.isVariableStatement(node)
        ? statedValue(code, node.getEnd())
        : undefined;
    if (stated !== undefined) {
      const end = node.getEnd();
      const number = line + source.getLineAndCharacterOfPosition(stated.at).line;
      if (ts.isExpressionStatement(node)) {
        insertions.push({ at: node.getStart(), text: `expectValue(${number}, (` });
        insertions.push({ at: node.expression.getEnd(), text: `), (${stated.value}))` });
      } else if (ts.isVariableStatement(node)) {
        const name = node.declarationList.declarations[0]?.name.getText() ?? '';
        insertions.push({ at: end, text: `;expectValue(${number}, ${name}, (${stated.value}));` });
      }
    }
    ts.forEachChild(node, visit);
  }
  visit(source);
  return insertions;
}

/** The module of an example. Its lines keep their numbers, so an error in it points into the file it came from. */
export function toModule(example: Example): ExampleModule {
  const { code } = example;
  const source = ts.createSourceFile('example.ts', code, ts.ScriptTarget.ES2022, true);
  const compared = comparisons(example, source);
  const expectations = compared.filter(({ text }) => text.includes('expectValue')).length;
  const written = [...code.matchAll(/\/\/ =>/g)].length;
  if (written !== expectations) {
    throw new Error(
      `${written} values are stated, ${expectations} of them at the end of an expression or of a const`,
    );
  }

  const body = source.statements.find((statement) => !ts.isImportDeclaration(statement));
  const open = {
    at: body?.getStart() ?? code.length,
    text: 'export async function runExample(expectValue: (line: number, actual: unknown, expected: unknown) => void): Promise<void> { ',
  };
  let text = '';
  let copied = 0;
  for (const { at, text: inserted } of [open, ...compared].sort((a, b) => a.at - b.at)) {
    text += code.slice(copied, at) + inserted;
    copied = at;
  }
  const padding = '\n'.repeat(example.line - 1);
  return { code: `${padding}${text}${code.slice(copied)}\n}\n`, expectations };
}
