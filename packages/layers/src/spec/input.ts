import { MantileError, type Fault } from '@mantile/core';
import * as z from 'zod';
import { nearestOf } from './nearest.ts';

/** Refuses an input that does not fit its schema, with a fault for each thing wrong; paths count from the input. */
export function checkInput(schema: z.ZodType, input: unknown): void {
  const result = schema.safeParse(input);
  if (result.success) return;
  const [first, ...rest] = result.error.issues.flatMap((issue) => faultsOf(schema, issue, input));
  if (first !== undefined) throw new MantileError([first, ...rest]);
}

function faultsOf(schema: z.ZodType, issue: z.core.$ZodIssue, input: unknown): readonly Fault[] {
  const value = valueAt(input, issue.path);
  if (issue.code === 'unrecognized_keys') {
    const legal = keysAt(schema, issue.path);
    return issue.keys.map((key) => {
      const near = nearestOf(key, legal);
      return {
        code: 'option.unknown',
        path: [...issue.path, key].join('.'),
        value: valueAt(value, [key]),
        legal,
        message: `no such key${near === undefined ? '.' : `, did you mean "${near}"?`} Known: ${legal.join(', ')}.`,
      };
    });
  }
  return [
    {
      code: 'option.invalid',
      path: issue.path.join('.'),
      value,
      ...(issue.code === 'invalid_value' && { legal: issue.values.map(String) }),
      message: `${issue.message}, got ${shown(value)}.`,
    },
  ];
}

/** A value as a message shows it. */
function shown(value: unknown): string {
  if (typeof value === 'string') {
    return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}...` : value);
  }
  if (Array.isArray(value)) return value.length === 0 ? 'an empty array' : 'an array';
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value === 'function') return 'a function';
  return typeof value === 'symbol' ? 'a symbol' : String(value);
}

/** The keys that the object at a path takes. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): readonly string[] {
  let at: unknown = schema;
  for (const key of path) {
    at = bare(at);
    if (at instanceof z.ZodObject) at = (at.shape as Record<PropertyKey, unknown>)[key];
    else if (at instanceof z.ZodArray) at = at.element;
  }
  at = bare(at);
  return at instanceof z.ZodObject ? Object.keys(at.shape) : [];
}

function bare(schema: unknown): unknown {
  return schema instanceof z.ZodOptional ? schema.unwrap() : schema;
}

function valueAt(input: unknown, keys: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of keys) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}
