/** Where the configurations of models lie that the catalogue does not spell out. */
import { existsSync, readFileSync } from 'node:fs';
import { parseConfig } from '@mantile/hf';
import type { CatalogueEntry } from './entry.ts';

type Config = Readonly<Record<string, unknown>>;

/** One model of known size: its configuration, or the name of the file that has it. */
interface KnownModel {
  readonly hf_id: string;
  readonly config: Config | null;
  readonly config_file: string | null;
}

/** Finds configurations in a folder with truth.json and configs/<organisation>--<model>_config.json. */
export function configsOf(folder: string): (entry: CatalogueEntry) => Config | undefined {
  const known = JSON.parse(readFileSync(`${folder}/truth.json`, 'utf8')) as readonly KnownModel[];
  const byName = new Map(known.map((model) => [model.hf_id, model]));
  return ({ hf, config }) => {
    const model = byName.get(hf);
    const file = `${folder}/configs/${model?.config_file ?? hf.replace('/', '--')}_config.json`;
    const own = config ?? model?.config ?? undefined;
    if (own !== undefined) return own;
    return existsSync(file) ? parseConfig(readFileSync(file, 'utf8')).config : undefined;
  };
}
