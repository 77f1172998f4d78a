import type { Finding } from '@mantile/config';
import { lookUp } from '../../mapping/lookUp.ts';
import type { Feature } from './features.ts';

/** The fields that are said to be unread: what they change, no layer has. */
export function unreadFeatures(
  findings: readonly Finding[],
  config: Readonly<Record<string, unknown>>,
): readonly Feature[] {
  const fields = findings.flatMap(({ code, path }) =>
    code === 'hf.field_unread' && path !== '' ? [path] : [],
  );
  return fields.map((field) => ({
    field,
    name: `${field.split('.').at(-1) ?? field} = ${textOf(lookUp(config, field))}`,
    type: 'Configuration',
    meaning:
      'The mapping of this family does not read the field: what it changes, if anything, is not known. Read the model code.',
  }));
}

function textOf(value: unknown): string {
  const text: unknown = JSON.stringify(value);
  return (typeof text === 'string' ? text : typeof value).slice(0, 40);
}
