import type { Fault } from '@mantile/core';
import { didYouMean } from '../internal/nearest.ts';
import type { hardwareDocumentSchema } from './hardwareDocument.ts';
import { hardwareJsonSchema } from './hardwareDocument.ts';
import { issueWords } from './issueWords.ts';

interface SchemaNode {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly propertyNames?: { readonly enum?: readonly string[] };
  readonly items?: SchemaNode;
}

type Issue = NonNullable<
  ReturnType<ReturnType<typeof hardwareDocumentSchema>['safeParse']>['error']
>['issues'][number];

/** What the schema says of the place that a path leads to. */
function schemaAt(path: readonly PropertyKey[]): SchemaNode {
  let node: SchemaNode = hardwareJsonSchema();
  for (const part of path) {
    const properties = node.properties ?? {};
    const key = String(part);
    const next = Object.hasOwn(properties, key) ? properties[key] : undefined;
    node = (typeof part === 'number' ? node.items : next) ?? {};
  }
  return node;
}

/** The faults of one thing that the schema refuses, each with what is expected in its place. */
export function documentFaults(issue: Issue): readonly Fault[] {
  const { description, properties, propertyNames } = schemaAt(issue.path);
  const at = issue.path.join('.');
  const code = 'hardware_json.invalid';
  if (issue.code === 'unrecognized_keys') {
    const legal = propertyNames?.enum ?? Object.keys(properties ?? {});
    return issue.keys.map((key) => ({
      code,
      path: at === '' ? key : `${at}.${key}`,
      value: key,
      legal,
      message: `no such key${didYouMean(key, legal)} Known: ${legal.join(', ')}.`,
    }));
  }
  const meaning = description === undefined ? '' : ` This is: ${description}`;
  const message = `${issueWords(issue)}${meaning}`;
  return [{ code, path: at, value: issue.input, message }];
}
