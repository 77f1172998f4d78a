import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import {
  decodeModelConfig,
  type Finding,
  type ModelConfig,
  type ModelConfigDocument,
} from '@mantile/config';
import { MantileError, type EstimateNote, type Fault } from '@mantile/core';
import type { Io } from '../io.ts';
import { catalogueModel } from '../models/catalogueModel.ts';
import { formatNotes } from './formatNotes.ts';
import { layersFrom } from '../input/layersFrom.ts';
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
  // Loaded whatever becomes of it: a module that is not there is a slip with any model.
  const registry = await layersFrom(layers);
  const isHere = existsSync(text);
  if (isHere) {
    if (revision !== undefined) noRevision(text);
    const own = await ownConfig(text, { registry, layers });
    if (own !== undefined) {
      return { ...named(own.config), id: text, from: 'files', ...own, notes: [] };
    }
  }
  if (!isHere && revision === undefined) {
    const found = await catalogueModel(text);
    if (found !== undefined) return catalogued(found.document, [...found.notes, ...idle(layers)]);
  }
  const { recogniseSource } = await import('../source/modelSource.ts');
  const { readModel } = await import('../inspect/readModel.ts');
  const source = recogniseSource(text);
  if (source.kind === 'catalogue') noRevision(text);
  else {
    if (revision !== undefined && source.kind !== 'hub') noRevision(text);
    const { built, findings, source: read, tensorsFrom } = await readModel(source, context);
    if (built === undefined) throw unreadable(text, findings);
    const config = decodeModelConfig(built);
    const from = source.kind === 'hub' ? 'hub' : 'files';
    return {
      ...named(config),
      id: read.id,
      from,
      config,
      notes: [
        ...notesOf(findings),
        ...(tensorsFrom === 'config.json' ? formatNotes(text, config) : []),
        ...notUsed(config, layers),
      ],
    };
  }
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

function unreadable(text: string, findings: readonly Finding[]): Error {
  const more = `mantile inspect ${text} tells more.`;
  const errors = findings.filter(({ severity }) => severity === 'error');
  const [first, ...others] = errors.map(({ code, path, message, fix }, at): Fault => ({
    code,
    path: path === '' || path === basename(text) ? text : `${text} ${path}`,
    message: [
      message,
      ...(fix === undefined ? [] : [fix]),
      ...(at === errors.length - 1 ? [more] : []),
    ].join(' '),
  }));
  return first === undefined
    ? new UsageError(`${text}: no model can be made of it. ${more}`)
    : new MantileError([first, ...others]);
}

/** A checkpoint names no classes: what closes its gaps is the config that is made of it. */
function notUsed({ layerTypes }: ModelConfig, layers: string | undefined): EstimateNote[] {
  if (layers === undefined || layerTypes.every(({ supported }) => supported)) return [];
  const message = `a checkpoint names no classes, and ${layers} is not used: mantile build makes a model config of it, in which mantile gaps resolve puts yours.`;
  return [{ code: 'model.layers_not_used', message }];
}

/** Of what somebody else described there is no layer to make of a person's classes. */
function idle(layers: string | undefined): EstimateNote[] {
  if (layers === undefined) return [];
  const message = `models of the catalogue name the classes of the library alone: ${layers} is not used.`;
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
