import { nearestName, type LayerClass, type LayerRegistry } from '@mantile/core';
import { UsageError } from '../usageError.ts';
import descriptions from './kindDescriptions.json' with { type: 'json' };
import { specFields, type SpecField } from './specFields.ts';

/** What is said of a kind in the sources. */
interface KindDescription {
  readonly category: string;
  readonly sentence: string;
  readonly keys: Readonly<Record<string, string>>;
}

/** What the program knows of a kind beside its class; a kind of one's own has no description here. */
export function descriptionOf(kind: string): KindDescription | undefined {
  const known: Readonly<Record<string, KindDescription>> = descriptions;
  return Object.hasOwn(known, kind) ? known[kind] : undefined;
}

/** A field of a kind's spec with what it means. */
export interface DescribedField extends SpecField {
  readonly meaning: string;
}

/** The fields of a kind's spec; undefined where the schema cannot describe itself. */
export function fieldsOf(layerClass: LayerClass): readonly DescribedField[] | undefined {
  const meanings = descriptionOf(layerClass.kind)?.keys ?? {};
  return specFields(layerClass, valueText)?.map((field) => ({
    ...field,
    meaning: Object.hasOwn(meanings, field.name) ? plain(meanings[field.name] ?? '') : '',
  }));
}

/** The class that is meant: by its kind in any case, with or without `Layer`. */
export function findKind(name: string, layers: LayerRegistry): LayerClass {
  if (layers.has(name)) return layers.get(name);
  const wanted = [name, `${name}Layer`].map((each) => each.toLowerCase());
  const found = layers.kinds.find((kind) => wanted.includes(kind.toLowerCase()));
  if (found !== undefined) return layers.get(found);
  const near = nearestName(name, layers.kinds) ?? nearestName(`${name}Layer`, layers.kinds);
  throw new UsageError(
    `there is no layer kind ${JSON.stringify(name.slice(0, 100))}${near === undefined ? '.' : `, did you mean "${near}"?`} ` +
      'mantile layers lists all of them.',
  );
}

/** A value as code has it. */
export function valueText(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : String(value);
}

/** Without the marks of Markdown, which a terminal does not show. */
export function plain(text: string): string {
  return text.replaceAll('`', '');
}
