/** What may stand in a place: words of a catalogue, of the program, or files. */
export interface ValueSet {
  readonly words: readonly string[];
  readonly catalogues: readonly CatalogueName[];
  readonly files: boolean;
}

/** Words that come out of the catalogues. */
export const catalogueNames = [
  'models',
  'chips',
  'systems',
  'links',
  'kinds',
  'vendors',
  'formats',
] as const;

/** The name of one of the catalogues. */
export type CatalogueName = (typeof catalogueNames)[number];

const set = (files: boolean, ...catalogues: readonly CatalogueName[]): ValueSet => ({
  words: [],
  catalogues,
  files,
});
const none = set(false);
const files = set(true);

/** Places whose meaning hangs on their command. */
const byCommand: Readonly<Record<string, ValueSet>> = {
  'models show id': set(false, 'models'),
  'hardware show id': set(false, 'chips', 'systems', 'links'),
};

/** Options and arguments that mean the same in every command. */
const byName: Readonly<Record<string, ValueSet>> = {
  source: set(true, 'models'),
  model: set(true, 'models'),
  '--draft': set(true, 'models'),
  '--on': set(true, 'chips', 'systems'),
  hardware: set(true, 'chips', 'systems'),
  '--chip': set(true, 'chips'),
  '--vendor': set(false, 'vendors'),
  kind: set(false, 'kinds'),
  path: files,
  paths: files,
  cases: files,
};

/** What options say of their values by how they are written: `--out <file>`. */
const byPlaceholder: Readonly<Record<string, ValueSet>> = {
  file: files,
  folder: files,
  path: files,
  module: files,
  model: set(true, 'models'),
  chip: set(true, 'chips'),
  format: set(false, 'formats'),
  system: set(true, 'chips', 'systems'),
  hardware: set(true, 'chips', 'systems'),
};

/** What may stand for an argument, or behind an option. */
export function valuesOf(
  at: string,
  name: string,
  choices: readonly string[] | undefined,
  placeholder?: string,
): ValueSet {
  if (choices !== undefined) return { ...none, words: choices };
  const plural = name.replace(/s$/, '');
  return (
    lookUp(byCommand, `${at} ${name}`) ??
    lookUp(byName, name) ??
    lookUp(byPlaceholder, placeholder ?? plural) ??
    none
  );
}

function lookUp(sets: Readonly<Record<string, ValueSet>>, name: string): ValueSet | undefined {
  return Object.hasOwn(sets, name) ? sets[name] : undefined;
}
