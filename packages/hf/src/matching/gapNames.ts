import type { LayerRegistry } from '@mantile/core';
import { layerRoles } from '@mantile/config';
import { lastWord, rawWord } from './lastWord.ts';
import { partOfModule, type TextLayers } from './modulePart.ts';

/** What a module that nobody explains is called until a layer kind does. */
export interface GapNames {
  /** The name of its layer type in a model config: `mixer`, `mixer.2`, `vision.mixer`. */
  readonly name: string;
  /** The class that is to be written: `MixerLayer`. */
  readonly className: string;
  /** Safe and unique as a file's stem: `mixer`, `mixer_2`. */
  readonly stem: string;
}

/** Names of files that systems or this folder keep for something else, such as cases. */
const reserved = /^(readme|features|con|prn|aux|nul|com\d|lpt\d)$|_tests$/;

/** Names for modules, each its own; no class is called as one that exists. */
export function gapNames(
  modules: readonly { readonly module: string }[],
  registry: LayerRegistry,
  text: TextLayers,
): readonly GapNames[] {
  const times = new Map<string, number>();
  const stems = new Set<string>();
  const classes = new Set<string>();
  const classOfWord = new Map<string, string>();
  const isTaken = (name: string): boolean => classes.has(name) || registry.has(name);
  return modules.map(({ module }) => {
    const word = lastWord(module);
    const time = (times.get(word) ?? 0) + 1;
    times.set(word, time);
    const base = reserved.test(word) ? `${word}_gap` : word;
    let stem = time === 1 ? base : `${base}_${time}`;
    for (let next = time + 1; stems.has(stem); next += 1) stem = `${base}_${next}`;
    stems.add(stem);
    const pascal = pascalCase(word);
    const plain = registry.has(`${pascal}Layer`) ? `${pascal}Variant` : pascal;
    // Modules of one name are one class, whatever their sizes; `a_b`, `a-b` and `ab` are three.
    const raw = rawWord(module);
    let className = classOfWord.get(raw) ?? `${plain}Layer`;
    for (let next = 2; !classOfWord.has(raw) && isTaken(className); next += 1) {
      className = `${plain}Gap${next}Layer`;
    }
    classOfWord.set(raw, className);
    classes.add(className);
    // The plain roles are the names of layers that are known.
    const own = (layerRoles as readonly string[]).includes(word) ? `${word}.unknown` : word;
    const part = partOfModule(module, text);
    const placed = part === 'text' ? own : `${part}.${own}`;
    return { name: time === 1 ? placed : `${placed}.${time}`, className, stem };
  });
}

function pascalCase(word: string): string {
  const pascal = word
    .split('_')
    .map((part) => part.slice(0, 1).toUpperCase() + part.slice(1))
    .join('');
  return /^[A-Z]/.test(pascal) ? pascal : `Module${pascal}`;
}
