import type { WeightFormat } from '../weightFormat.ts';

/** What a configuration says of a weight: its format, or nothing when it does not speak of it. */
export type Rule = (name: string, shape: readonly number[]) => WeightFormat | undefined;

type Json = Readonly<Record<string, unknown>>;

/** Whether there is a value: writers put `null` where they have none. */
export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** A value as an object; empty when it is none. */
export function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Json)
    : {};
}

/** A value as a list; empty when it is none. */
export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A value as a whole number above zero. */
export function asCount(value: unknown): number | undefined {
  return Number.isSafeInteger(value) && (value as number) > 0 ? (value as number) : undefined;
}

/** The lists in which programs name what they left whole. */
export function ignoredModules(quantization: Json): readonly unknown[] {
  return [
    'modules_to_not_convert',
    'ignore',
    'exclude_modules',
    'ignored_layers',
    'llm_int8_skip_modules',
  ].flatMap((key) => asList(quantization[key]));
}
