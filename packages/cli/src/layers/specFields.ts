import { standardDtypes, type LayerClass } from '@mantile/core';

/** What is used of JSON Schema. */
interface FieldSchema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly FieldSchema[];
  readonly items?: FieldSchema;
  readonly minItems?: number;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  readonly required?: readonly string[];
}

/** A key of a kind's spec: what it may be, and what it is when absent. */
export interface SpecField {
  readonly name: string;
  /** The legal values in words; undefined where the schema says it in a way that has none here. */
  readonly legal: string | undefined;
  readonly isRequired: boolean;
  /** What it is when absent; undefined where leaving it out is a choice of its own. */
  readonly default: unknown;
}

/** What schemas that can describe themselves offer besides checking: Standard JSON Schema. */
interface Describable {
  readonly '~standard': {
    readonly jsonSchema?: {
      readonly input: (options: { readonly target: string }) => FieldSchema;
    };
  };
}

/** How a value is written, such as a text in quotes. */
type Quote = (value: unknown) => string;

const dtypes = Object.keys(standardDtypes).join();
/** Whole numbers end where products of them would no longer be exact: no bound that a reader needs to know. */
const openEnd = 1e9;

/** The keys of a kind in the order in which its schema declares them; undefined when it cannot describe itself. */
export function specFields(
  { specSchema }: LayerClass,
  quote: Quote,
): readonly SpecField[] | undefined {
  const { jsonSchema } = (specSchema as Describable)['~standard'];
  if (jsonSchema === undefined) return undefined;
  const { properties = {}, required = [] } = jsonSchema.input({ target: 'draft-2020-12' });
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    legal: legalWords(schema, quote),
    isRequired: required.includes(name),
    default: schema.default,
  }));
}

function legalWords(schema: FieldSchema, quote: Quote): string | undefined {
  if (schema.const !== undefined) return quote(schema.const);
  if (schema.enum !== undefined) {
    return schema.enum.join() === dtypes ? 'number format' : schema.enum.map(quote).join(', ');
  }
  if (schema.anyOf !== undefined) {
    const words = schema.anyOf.map((each) => legalWords(each, quote));
    return words.includes(undefined) ? undefined : words.join(', ');
  }
  switch (schema.type) {
    case 'boolean':
      return 'boolean';
    case 'integer':
      return numberWords('whole number', schema);
    case 'number':
      return numberWords('number', schema);
    case 'array': {
      const items = legalWords(schema.items ?? {}, quote);
      const least = (schema.minItems ?? 0) > 0 ? 'at least one of ' : '';
      return items === undefined ? undefined : `list of ${least}${items}`;
    }
    default:
      return undefined;
  }
}

function numberWords(noun: string, schema: FieldSchema): string {
  const { minimum, exclusiveMinimum, maximum = Infinity } = schema;
  if (exclusiveMinimum !== undefined) return `${noun} above ${exclusiveMinimum}`;
  if (minimum === undefined) return noun;
  return maximum >= openEnd ? `${noun} from ${minimum}` : `${noun} from ${minimum} to ${maximum}`;
}
