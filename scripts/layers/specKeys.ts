/** The keys of a kind's spec: what they may be, and what they are when absent. */
import { standardDtypes, type LayerClass } from '@mantile/core';

export interface SpecKey {
  readonly name: string;
  /** The legal values, in Markdown. */
  readonly legal: string;
  /** The default, or that there is none, in Markdown. */
  readonly default: string;
}

/** What is used of JSON Schema. */
interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

/** What schemas that can describe themselves offer besides checking: Standard JSON Schema. */
interface Describable {
  readonly '~standard': {
    readonly jsonSchema?: { readonly input: (options: { readonly target: string }) => Schema };
  };
}

const code = (value: unknown): string =>
  `\`${typeof value === 'string' ? `'${value}'` : String(value)}\``;

const dtypes = Object.keys(standardDtypes).join();

function numbers(noun: string, schema: Schema): string {
  const { minimum, exclusiveMinimum, maximum = Infinity } = schema;
  if (exclusiveMinimum !== undefined) return `${noun} above ${exclusiveMinimum}`;
  if (minimum === undefined) return noun;
  // Whole numbers end where products of them would no longer be exact; the page says so once.
  const isOpen = maximum >= 1e9;
  return isOpen ? `${noun} from ${minimum}` : `${noun} from ${minimum} to ${maximum}`;
}

function legal(schema: Schema): string {
  if (schema.const !== undefined) return code(schema.const);
  if (schema.enum !== undefined) {
    return schema.enum.join() === dtypes ? 'number format' : schema.enum.map(code).join(', ');
  }
  if (schema.anyOf !== undefined) return schema.anyOf.map(legal).join(', ');
  switch (schema.type) {
    case 'boolean':
      return 'boolean';
    case 'integer':
      return numbers('whole number', schema);
    case 'number':
      return numbers('number', schema);
    case 'array':
      return `list of ${(schema.minItems ?? 0) > 0 ? 'at least one of ' : ''}${legal(schema.items ?? {})}`;
    default:
      throw new Error(`no words for the values of ${JSON.stringify(schema)}`);
  }
}

/** The keys of a kind, in the order in which its schema declares them. */
export function specKeys({ kind, specSchema }: LayerClass): readonly SpecKey[] {
  const { jsonSchema } = (specSchema as Describable)['~standard'];
  if (jsonSchema === undefined) throw new Error(`the schema of ${kind} cannot describe itself`);
  const { properties = {}, required = [] } = jsonSchema.input({ target: 'draft-2020-12' });
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    legal: legal(schema),
    default: required.includes(name)
      ? 'required'
      : schema.default === undefined
        ? 'absent'
        : code(schema.default),
  }));
}
