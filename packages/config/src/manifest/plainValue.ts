import type { Findings } from './findings.ts';
import type { SourceNode } from './sourceNode.ts';
import type { Variables } from './variables.ts';

/** A value of a spec. */
export type PlainValue = string | number | boolean | readonly PlainValue[];

const longestList = 1000;

/** A node as a value, its variables put in; undefined, with what is wrong found, where it is none. */
export function plainValue(
  given: SourceNode,
  path: string,
  variables: Variables,
  findings: Findings,
): PlainValue | undefined {
  const node = variables.resolve(given, path);
  if (node === undefined) return undefined;
  if (node.kind === 'scalar' && node.value !== null) return node.value;
  if (node.kind === 'list' && node.items.length <= longestList) {
    const values = node.items.map((item, index) =>
      scalarOf(item, `${path}[${index}]`, variables, findings),
    );
    return values.includes(undefined) ? undefined : (values as readonly PlainValue[]);
  }
  const what = node.kind === 'map' ? 'a map' : node.kind === 'list' ? 'a long list' : 'nothing';
  findings.error(
    node,
    'manifest.value',
    path,
    `expected a value, got ${what}.`,
    'Write a text, a number, true or false.',
  );
  return undefined;
}

function scalarOf(
  given: SourceNode,
  path: string,
  variables: Variables,
  findings: Findings,
): PlainValue | undefined {
  const node = variables.resolve(given, path);
  if (node === undefined) return undefined;
  if (node.kind === 'scalar' && node.value !== null) return node.value;
  findings.error(
    node,
    'manifest.value',
    path,
    'expected a single value.',
    'Write a text, a number, true or false.',
  );
  return undefined;
}
