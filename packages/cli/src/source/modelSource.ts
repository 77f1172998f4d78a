import { existsSync, readdirSync, statSync, type Dirent } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { model, modelIds } from '@mantile/config/models';
import { nearestName } from '@mantile/core';
import { UsageError } from '../usageError.ts';

/** What the person named. */
export type ModelSource =
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'config' | 'safetensors' | 'gguf'; readonly path: string }
  | { readonly kind: 'hub'; readonly name: string; readonly revision?: string | undefined }
  | { readonly kind: 'catalogue'; readonly id: string };

const fileKinds: Readonly<Record<string, 'config' | 'safetensors' | 'gguf'>> = {
  '.json': 'config',
  '.safetensors': 'safetensors',
  '.gguf': 'gguf',
};
const hubBase = /^https?:\/\/(?:www\.)?(?:huggingface\.co|hf\.co)\//;
const belowBase = /^([^/?#]+\/[^/?#]+)(?:\/tree\/([^?#]+?))?\/?$/;
const hubName = /^[\w.-]{1,96}\/[\w.-]{1,96}$/;

/**
 * Finds out what a name stands for: a path that there is wins over a model on the hub, and so does a model of the
 * catalogue by its id. Nothing is asked of the network for a word that can be neither. Addresses are those of
 * HuggingFace, and those below the endpoint of a hub of one's own.
 */
export function recogniseSource(text: string, endpoint = ''): ModelSource {
  if (text !== '' && existsSync(text)) return onDisk(text);
  const own = endpoint.replace(/\/*$/, '/');
  const base = endpoint !== '' && text.startsWith(own) ? own : (hubBase.exec(text)?.[0] ?? '');
  const [, name, revision] = (base !== '' && belowBase.exec(text.slice(base.length))) || [];
  if (name !== undefined) return { kind: 'hub', name, revision };
  if ((modelIds() as readonly string[]).includes(text)) return { kind: 'catalogue', id: text };
  // A name in the form of the hub's may still have been meant for a file.
  if (hubName.test(text) && !/^\.{1,2}\//.test(text) && !(extname(text) in fileKinds)) {
    return { kind: 'hub', name: text };
  }
  if (/^https?:\/\//.test(text)) throw noModelAddress(text, endpoint);
  throw unknown(text);
}

function noModelAddress(text: string, endpoint: string): UsageError {
  const known =
    endpoint === '' ? 'https://huggingface.co' : `https://huggingface.co or ${endpoint}`;
  return new UsageError(
    `${text}: expected the address of a model on ${known}, such as https://huggingface.co/organisation/name. HF_ENDPOINT names a hub of your own.`,
  );
}

function onDisk(path: string): ModelSource {
  if (statSync(path).isDirectory()) {
    requireModel(path);
    return { kind: 'folder', path };
  }
  const extension = extname(path).toLowerCase();
  const kind = Object.hasOwn(fileKinds, extension) ? fileKinds[extension] : undefined;
  if (kind === undefined || path.endsWith('.safetensors.index.json')) {
    throw new UsageError(
      `${path}: expected a config.json, a .gguf or .safetensors file, or the folder that holds them.`,
    );
  }
  return { kind, path };
}

/** Says at once where a folder holds no model: what is below it may be a whole disk. */
function requireModel(path: string): void {
  const top = entriesOf(path);
  // Files of GGUF may lie in a folder for each format.
  const below = top.flatMap((entry) =>
    entry.isDirectory() ? entriesOf(join(path, entry.name)) : [],
  );
  const isModel = top.some(({ name }) => name === 'config.json' || modelFile.test(name));
  if (isModel || below.some(({ name }) => modelFile.test(name))) return;
  throw new UsageError(
    `${path}: the folder holds no config.json, and no .safetensors or .gguf file. Name the one that does.`,
  );
}

const modelFile = /\.(?:safetensors|gguf)$/i;

/** What is in a folder; nothing where it cannot be read. */
function entriesOf(path: string): readonly Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch {
    return [];
  }
}

function unknown(text: string): UsageError {
  const isPath = /^[.~/\\]|\\|[/].*[/]|[/]$/.test(text) || extname(text) in fileKinds;
  const near = isPath ? nearestPath(text) : nearestName(text, modelIds());
  const hint = near === undefined ? '' : ` Did you mean ${near}?`;
  if (isPath) return new UsageError(`${text}: no such file or folder.${hint}`);
  return new UsageError(
    `"${text}" is neither a file nor a model of the catalogue.${hint} Name a file or folder, an id that mantile models lists, or a model on HuggingFace as organisation/name.`,
  );
}

function nearestPath(path: string): string | undefined {
  const folder = dirname(path);
  try {
    const near = nearestName(basename(path), readdirSync(folder).slice(0, 10_000));
    return near === undefined
      ? undefined
      : `${path.slice(0, path.length - basename(path).length)}${near}`;
  } catch {
    return undefined;
  }
}

/** The model on the hub that a mistyped name may have meant: one of the catalogue's. */
export function nearestOnHub(name: string): string | undefined {
  return nearestName(
    name,
    modelIds().flatMap((id) => model(id).hf_model_id ?? []),
  );
}
