import type { TreeNode } from './commandTree.ts';
import { catalogueNames, type CatalogueName, type ValueSet } from './valueSets.ts';

/** A word that a shell may offer, with what it means. */
interface Word {
  readonly text: string;
  readonly meaning: string;
}

/** Answers to a question about a place on the command line: what the key names, and the words for it. */
export interface Table {
  readonly name: string;
  readonly rows: readonly { readonly key: string; readonly words: readonly Word[] }[];
}

/** Stands among words for: files as well. */
const filesWord = '@files';
/** Stands among words for those of a catalogue. */
const catalogueWord = (name: CatalogueName): string => `@${name}`;

/** What could not stand in a script as it is does not belong into one. */
const safe = /^[\w@][\w@./+-]*$|^--?[\w-]+$/;

/**
 * All that a shell needs to know, as tables: the subcommands and options of a command, the values behind
 * an option (`models --json` has none), and those at a place (`models show 1`; the last of some repeats).
 */
export function tablesOf(
  nodes: readonly TreeNode[],
  catalogues: Readonly<Record<CatalogueName, readonly string[]>>,
): readonly Table[] {
  const plain = (texts: readonly string[]): readonly Word[] =>
    texts.filter((text) => safe.test(text)).map((text) => ({ text, meaning: '' }));
  const ofSet = ({ words, catalogues: named, files }: ValueSet): readonly Word[] =>
    plain([...words, ...named.map(catalogueWord), ...(files ? [filesWord] : [])]);
  return [
    {
      name: 'commands',
      rows: nodes.map(({ at, subcommands }) => ({
        key: at,
        words: subcommands.map(({ name, description }) => ({ text: name, meaning: description })),
      })),
    },
    {
      name: 'options',
      rows: nodes.map(({ at, options }) => ({
        key: at,
        words: options.flatMap(({ flags, description }) =>
          flags.map((text) => ({ text, meaning: description })),
        ),
      })),
    },
    {
      name: 'values',
      rows: nodes.flatMap(({ at, options }) =>
        options.flatMap(({ flags, values }) =>
          values === undefined
            ? []
            : flags.map((flag) => ({
                key: `${at} ${flag}`.trim(),
                // A word at least: that there is a row tells that a value follows.
                words: [...plain(['@value']), ...ofSet(values)],
              })),
        ),
      ),
    },
    {
      name: 'places',
      rows: nodes.flatMap(({ at, places, isRepeated }) =>
        places.map((values, index) => ({
          key: `${at} ${isRepeated && index === places.length - 1 ? 'more' : index + 1}`.trim(),
          words: ofSet(values),
        })),
      ),
    },
    {
      name: 'catalogue',
      rows: catalogueNames.map((name) => ({
        key: catalogueWord(name),
        words: plain(catalogues[name]),
      })),
    },
  ].map(({ name, rows }) => ({ name, rows: rows.filter(({ words }) => words.length > 0) }));
}
