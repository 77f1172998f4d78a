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
  readonly stored: { readonly numel_by_dtype: Readonly<Record<string, number>> };
}

const torchNames: Readonly<Record<string, string>> = {
  BF16: 'bfloat16',
  F16: 'float16',
  F32: 'float32',
};

/** The format of most elements that a checkpoint stores whole. */
function storedDtype({ stored }: KnownModel): string | undefined {
  const whole = Object.entries(stored.numel_by_dtype).filter(([name]) => name in torchNames);
  const [most] = whole.sort(([, one], [, other]) => other - one);
  return most && torchNames[most[0]];
}

/** A configuration with fields that it lacks, also those of its sections. */
function completed(config: Config, facts: Config): Config {
  const sections = Object.entries(facts).map(([key, value]) => {
    const own = config[key];
    const isSection = typeof own === 'object' && own !== null && typeof value === 'object';
    return [key, isSection ? { ...value, ...own } : (own ?? value)] as const;
  });
  return { ...config, ...Object.fromEntries(sections) };
}

const hasDtype = ({ torch_dtype, dtype }: Config): boolean =>
  torch_dtype !== undefined || dtype !== undefined;

/** Finds configurations in a folder with truth.json and configs/<organisation>--<model>_config.json. */
export function configsOf(folder: string): (entry: CatalogueEntry) => Config | undefined {
  const models = JSON.parse(readFileSync(`${folder}/truth.json`, 'utf8')) as readonly KnownModel[];
  const byName = new Map(models.map((model) => [model.hf_id, model]));
  return ({ hf, config, facts = {} }) => {
    const model = byName.get(hf);
    const file = `${folder}/configs/${model?.config_file ?? hf.replace('/', '--')}_config.json`;
    const dtype = model && storedDtype(model);
    const known = { ...facts, ...(dtype !== undefined && { torch_dtype: dtype }) };
    const own = config ?? model?.config ?? undefined;
    if (own !== undefined) return hasDtype(own) ? completed(own, facts) : completed(own, known);
    if (!existsSync(file)) return undefined;
    return completed(parseConfig(readFileSync(file, 'utf8')).config, facts);
  };
}
