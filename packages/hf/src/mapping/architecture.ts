import type { ConfigReader } from './configReader.ts';
import type { Family } from './family.ts';

const plain = (text: string): string =>
  text
    .replace(/_text$/, '')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');

/** Notes a class of another family than `model_type` names: the one or the other is wrong. */
export function noteArchitecture(
  config: ConfigReader,
  family: Family,
  all: readonly Family[],
): void {
  const [architecture] = config.texts('architectures') ?? [];
  if (architecture === undefined) return;
  const stem = plain(
    architecture.slice(0, 80).replace(/(For[A-Z]|LMHead|Model$|PreTrained).*$/, ''),
  );
  const named = (one: Family): boolean => one.types.some((type) => plain(type) === stem);
  if (named(family) || !all.some(named)) return;
  config.note(
    'error',
    'hf.architecture_contradicts',
    'architectures',
    `${JSON.stringify(architecture.slice(0, 80))} is no model of type ${JSON.stringify(config.raw('model_type'))}, but of another family.`,
    'Take the complete config.json of one model.',
  );
}
