import type { ModelConfigDocument } from '@mantile/config';
import { buildModelConfig } from '@mantile/hf';
import type { CatalogueEntry } from './entry.ts';

type Config = Readonly<Record<string, unknown>>;

/** The model config of an entry; refused where it does not come to the published total. */
export function modelOf(
  { id, hf, total, note }: CatalogueEntry,
  config: Config,
): ModelConfigDocument {
  const name = (hf.split('/')[1] ?? id).replace(/-hf$/, '').replace(/[-_]+/g, ' ');
  const { config: built, findings } = buildModelConfig({
    config,
    modelId: id,
    hfModelId: hf,
    name,
  });
  if (built === undefined) {
    throw new Error(
      `${hf}: ${findings.map(({ path, message }) => `${path}: ${message}`).join(' ')}`,
    );
  }
  if (built.total_params !== total) {
    throw new Error(`${hf}: ${built.total_params} parameters, published are ${total}`);
  }
  // Defaults that no parameter shows must be facts of the entry instead.
  const unstated = findings.find(({ code }) => code === 'hf.window_unstated');
  if (unstated !== undefined) throw new Error(`${hf}: ${unstated.path}: ${unstated.message}`);
  const mixed = findings.some(({ code }) => code === 'hf.formats_mixed');
  const notes = [
    'Parameters are those of the checkpoint, each once.',
    note ?? 'Their sum is what its publisher states.',
    ...(mixed
      ? ['Where matrices of a layer differ in number format, that of most of them counts.']
      : []),
  ];
  return {
    ...built,
    validated: true,
    validation_notes: notes.join(' '),
    validation_sources: [`https://huggingface.co/${hf}`],
  };
}

/** What the model is called in code: `llama-3.1-8b` is `llama_3_1_8b`. */
export function exportName(id: string): string {
  const name = id.replace(/[^a-z0-9]+/g, '_');
  return /^\d/.test(name) ? `_${name}` : name;
}
