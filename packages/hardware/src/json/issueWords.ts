import type * as z from 'zod';

/** What schemas call the types of values. */
const types: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};
const longest = 40;

/** What the schema refuses, in words that need no schema to be understood. */
export function issueWords(issue: z.core.$ZodIssue): string {
  const { input } = issue;
  if (issue.code === 'invalid_type' && input === undefined) return 'this is missing.';
  const expected = expectedOf(issue);
  return expected === undefined
    ? `${issue.message}.`
    : `expected ${expected}, got ${valueText(input)}.`;
}

function expectedOf(issue: z.core.$ZodIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return Object.hasOwn(types, issue.expected) ? types[issue.expected] : issue.expected;
    case 'too_small': {
      if (issue.origin === 'string') return 'a text that is not empty';
      if (issue.origin === 'array') return `a list of at least ${issue.minimum}`;
      return issue.inclusive === false ? `more than ${issue.minimum}` : `at least ${issue.minimum}`;
    }
    case 'too_big':
      return issue.inclusive === false ? `less than ${issue.maximum}` : `at most ${issue.maximum}`;
    case 'invalid_union':
      return 'true, false or a number from 0 to 1';
    default:
      return undefined;
  }
}

function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  return typeof value === 'string' ? JSON.stringify(value.slice(0, longest)) : String(value);
}
