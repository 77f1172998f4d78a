import { existsSync } from 'node:fs';
import {
  decodeModelConfig,
  type Finding,
  type ModelConfig,
  type ModelConfigDocument,
} from '@mantile/config';
import type { EstimateNote } from '@mantile/core';
import type { Io } from '../io.ts';
import { catalogueFile } from './catalogueFile.ts';
import type { NamedModel } from './model.ts';
import { ownConfig } from './ownConfig.ts';
import { UsageError } from '../usageError.ts';

/** What reading a model takes beside its name. */
export interface ModelContext {
  readonly environment: Io['environment'];
  readonly progress: (text: string) => void;
  readonly revision?: string | undefined;
  /** The module with layer classes of one's own. */
  readonly layers?: string | undefined;
}

/**
 * The model that a name stands for: a path that there is, an id of the catalogue, a name on the hub. What the
 * catalogue has under its name on the hub is taken from there, without the network; its address asks the hub.
 */
export async function modelNamed(text: string, context: ModelContext): Promise<NamedModel> {
  const { revision, layers } = context;
  if (text === '')
    throw new UsageError('name a model, such as llama-3.1-8b; mantile models lists all.');
  const isHere = existsSync(text);
  if (isHere) {
    if (revision !== undefined) noRevision(text);
    const own = await ownConfig(text, layers);
    if (own !== undefined) {
      return { ...named(own.config), id: text, from: 'files', ...own, notes: [] };
    }
  }
  if (!isHere && revision === undefined) {
    const found = await fromCatalogue(text);
    if (found !== undefined) return found;
  }
  const { recogniseSource } = await import('../source/modelSource.ts');
  const { readModel } = await import('../inspect/readModel.ts');
  const source = recogniseSource(text);
  if (source.kind === 'catalogue') noRevision(text);
  else {
    if (revision !== undefined && source.kind !== 'hub') noRevision(text);
    const { built, findings, source: read } = await readModel(source, context);
    if (built === undefined) throw unreadable(text, findings);
    const config = decodeModelConfig(built);
    const from = source.kind === 'hub' ? 'hub' : 'files';
    return {
      ...named(config),
      id: read.id,
      from,
      config,
      notes: [...notesOf(findings), ...notUsed(config, layers)],
    };
  }
}

async function fromCatalogue(text: string): Promise<NamedModel | undefined> {
  const exact = catalogueFile(text);
  if (exact !== undefined) return catalogued(exact, []);
  // An address asks for the hub, and only these two forms can be names.
  if (!/^[\w.-]+(\/[\w.-]+)?$/.test(text)) return undefined;
  const { model, modelIds } = await import('@mantile/config/models');
  const { modelVariant } = await import('./modelVariant.ts');
  const wanted = text.toLowerCase();
  const byHub = modelIds().find((id) => model(id).hf_model_id?.toLowerCase() === wanted);
  if (byHub !== undefined) return catalogued(model(byHub), []);
  const { document, several } = modelVariant(text);
  if (document !== undefined) {
    const address = text.includes('/')
      ? ` https://huggingface.co/${text} asks the hub for its own config.json.`
      : '';
    const message = `${text} is taken for ${document.model_id}: the same model by its name, but for its training or version.${address}`;
    return catalogued(document, [{ code: 'model.variant', message }]);
  }
  if (several.length === 0 || text.includes('/')) return undefined;
  throw new UsageError(
    `"${text}" may be ${several.join(' or ')}, which are not of the same shapes; name one of them.`,
  );
}

function catalogued(document: ModelConfigDocument, notes: readonly EstimateNote[]): NamedModel {
  const config = decodeModelConfig(document);
  return { ...named(config), id: config.modelId, from: 'catalogue', config, notes };
}

function named({ name, modelId }: { readonly name?: string; readonly modelId: string }) {
  return { name: name ?? modelId };
}

function noRevision(text: string): never {
  throw new UsageError(
    `${text} is on this machine and has no revisions; leave --revision out, or name the model on HuggingFace.`,
  );
}

function unreadable(text: string, findings: readonly Finding[]): UsageError {
  const errors = findings.filter(({ severity }) => severity === 'error').slice(0, 5);
  const reasons = errors.map(({ message, fix = '' }) => ` ${message} ${fix}`.trimEnd()).join('');
  return new UsageError(
    `${text}: no model can be made of it.${reasons === '' ? '' : reasons} mantile inspect ${text} tells more.`,
  );
}

/** A checkpoint names no classes: what closes its gaps is the config that is made of it. */
function notUsed({ layerTypes }: ModelConfig, layers: string | undefined): EstimateNote[] {
  if (layers === undefined || layerTypes.every(({ supported }) => supported)) return [];
  const message = `a checkpoint names no classes, and ${layers} is not used: mantile build makes a model config of it, in which mantile gaps resolve puts yours.`;
  return [{ code: 'model.layers_not_used', message }];
}

function notesOf(findings: readonly Finding[]): EstimateNote[] {
  return findings
    .filter(({ severity }) => severity !== 'info')
    .map(({ code, path, message }) => ({
      code,
      message: path === '' ? message : `${path}: ${message}`,
    }));
}
