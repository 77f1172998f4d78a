import { readBlueprint } from '../readBlueprint.ts';
import { alike } from '../ownNames.ts';

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const loud = (config: Fields): readonly string[] =>
  readBlueprint(config)
    .findings.filter(({ severity }) => severity !== 'info')
    .map(({ code, path }) => `${code} ${path}`);

/**
 * What is said wrongly when a fact of a configuration stands there under a second name: with the same value nothing
 * may be, and with another that they disagree.
 */
export function mistakenNamesakes(config: Fields): readonly string[] {
  const before = new Set(loud(config));
  const text = config['text_config'];
  const mistakes: string[] = [];
  const add = (section: Fields, path: string, into: (changed: Fields) => Fields): void => {
    for (const names of alike) {
      const [one, ...more] = names.filter((name) => Object.hasOwn(section, name));
      const value = one === undefined ? undefined : section[one];
      if (one === undefined || more.length > 0 || typeof value !== 'number') continue;
      for (const other of names.filter((name) => name !== one)) {
        const unread = `hf.field_unread ${path}${other}`;
        const same = loud(into({ ...section, [other]: value })).filter((said) => !before.has(said));
        const unlike = loud(into({ ...section, [other]: value + 1 }));
        // Where the family reads neither, it is the second that is said to be unread.
        if (unlike.includes(unread) || before.has(`hf.field_unread ${path}${one}`)) continue;
        mistakes.push(...same.map((said) => `${path}${other} like ${one}: ${said}`));
        if (!names.some((name) => unlike.includes(`hf.names_disagree ${path}${name}`))) {
          mistakes.push(`${path}${other} unlike ${one}: ${unlike.join(', ') || 'nothing'}`);
        }
      }
    }
  };
  add(config, '', (changed) => changed);
  if (isFields(text)) add(text, 'text_config.', (changed) => ({ ...config, text_config: changed }));
  return mistakes;
}
