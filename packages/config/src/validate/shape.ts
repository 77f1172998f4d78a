import { nearestName } from '@mantile/core';
import type * as z from 'zod';
import type { ModelConfigDocument } from '../modelConfigDocument.ts';
import { keysAt } from '../schema/keysAt.ts';
import { modelConfigSchema } from '../schema/modelConfigSchema.ts';
import type { FindingList } from './findingList.ts';
import { plainWords, typeOf } from './plainWords.ts';
import { didYouMean, isRecord, pathAt, pathOf, renaming, shown } from './text.ts';

/** Unknown keys that are listed one by one. */
const mostKeys = 50;

/** Checks keys and types, noting all that is wrong; the document, where nothing is. */
export function checkShape(
  input: Readonly<Record<string, unknown>>,
  findings: FindingList,
): ModelConfigDocument | undefined {
  const { data, error } = modelConfigSchema().safeParse(input);
  for (const issue of error?.issues ?? []) noteIssue(issue, input, findings);
  return data;
}

function noteIssue(issue: z.core.$ZodIssue, input: unknown, findings: FindingList): void {
  const path = pathOf(issue.path);
  if (issue.code === 'unrecognized_keys') {
    noteUnknownKeys(issue.keys, issue.path, input, findings);
    return;
  }
  // The reader may have said better what is wrong with this very value.
  if (findings.hasErrorAt(path)) return;
  const value = valueAt(input, issue.path);
  const key = String(issue.path.at(-1));
  if (value === undefined) {
    findings.error('config.missing', path, 'this key is required.', `Add "${key}".`);
    return;
  }
  const given = `${plainWords(issue.message)}, got ${shown(value)}.`;
  if (value === null) {
    findings.error('config.invalid', path, given, `Leave "${key}" out, or give it a value.`);
  } else {
    findings.error('config.invalid', path, given, fixOf(issue));
  }
}

function fixOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_value':
      return `Use one of ${issue.values.map(String).join(', ')}.`;
    case 'too_small':
      if (issue.origin === 'string') return 'Write what it is called.';
      return issue.origin === 'array' ? 'List what there is.' : `Use at least ${issue.minimum}.`;
    case 'too_big':
      if (issue.origin === 'string') return 'Shorten it.';
      return issue.origin === 'array' ? 'List less.' : `Use at most ${issue.maximum}.`;
    case 'invalid_type':
      return `Give ${typeOf(issue.expected)}.`;
    default:
      return 'Correct the value.';
  }
}

function noteUnknownKeys(
  keys: readonly string[],
  path: readonly PropertyKey[],
  input: unknown,
  findings: FindingList,
): void {
  const legal = keysAt(modelConfigSchema(), path);
  const parent = pathOf(path);
  const isLayerType = path.length === 2 && path[0] === 'layer_types';
  for (const key of keys.slice(0, mostKeys)) {
    const near = nearestName(key, legal);
    const isTaken = near !== undefined && valueAt(input, [...path, near]) !== undefined;
    const remove = isLayerType
      ? 'Move it into "specs" if it describes the layer, or remove it.'
      : 'Remove it.';
    findings.error(
      'config.unknown_key',
      pathAt(parent, key),
      `no such key${didYouMean(near)} Known: ${legal.join(', ')}.`,
      near === undefined ? remove : renaming(near, isTaken),
    );
  }
  if (keys.length <= mostKeys) return;
  const message = `${keys.length - mostKeys} more keys that nothing reads.`;
  findings.error('config.unknown_key', parent, message, 'Remove them.');
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const step of path) {
    if (Array.isArray(value)) value = value[step as number] as unknown;
    else if (isRecord(value) && Object.hasOwn(value, step)) value = value[step as string];
    else return undefined;
  }
  return value;
}
