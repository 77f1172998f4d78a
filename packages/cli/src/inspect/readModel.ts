import { basename, dirname, resolve } from 'node:path';
import type { Finding, ModelConfigDocument } from '@mantile/config';
import {
  buildModelConfig,
  computeTensorShapesFromConfig,
  getModelConfig,
  inspectModelStructure,
  type FileSource,
  type ModelNames,
  type Tensor,
} from '@mantile/hf';
import { ggufModel, inspectGguf, type GgufModel } from '@mantile/hf/gguf';
import type { Io } from '../io.ts';
import type { ModelSource } from '../source/modelSource.ts';
import { openSource } from '../source/openSource.ts';
import { noConfig, noTensors } from './missingFiles.ts';

type Json = Readonly<Record<string, unknown>>;

/** How to read a model. */
export interface ReadOptions {
  readonly environment: Io['environment'];
  readonly progress: (text: string) => void;
  readonly revision?: string | undefined;
  /** Which GGUF file, where there are several. */
  readonly file?: string | undefined;
  /** The id that its config is to have. */
  readonly modelId?: string | undefined;
}

/** Everything that a model's files say of it. */
export interface ReadModel {
  readonly source: {
    readonly kind: ModelSource['kind'];
    readonly id: string;
    readonly revision?: string;
  };
  readonly names: ModelNames;
  /** Empty where there is none. */
  readonly config: Json;
  readonly quantConfig?: Json | undefined;
  readonly tensors?: readonly Tensor[] | undefined;
  readonly tensorsFrom?: 'safetensors' | 'gguf' | 'config.json';
  /** What the files hold, under the names that config.json is about; absent where they are not known. */
  readonly held?: readonly Tensor[] | undefined;
  /** What the index says, or the GGUF header. */
  readonly published: Readonly<Record<string, string | number>>;
  readonly built?: ModelConfigDocument | undefined;
  readonly findings: readonly Finding[];
}

/** Reads a model from wherever it lies, as far as its files go: tensors from headers, else computed. */
export async function readModel(
  source: Exclude<ModelSource, { kind: 'catalogue' }>,
  options: ReadOptions,
): Promise<ReadModel> {
  const { progress } = options;
  const named = source.kind === 'hub' ? source.name : source.path;
  progress(`opening ${named} …`);
  const files = await openSource(source, options);
  const hasConfig = files.files.some(({ path }) => path === 'config.json');
  const weights = await readWeights(source, files, hasConfig, options);
  const read = hasConfig ? await getModelConfig(files) : { config: {}, findings: [] };
  progress('');
  const names = namesOf(source, options.modelId);
  const found = weights !== undefined && weights.tensors.length > 0 ? weights : undefined;
  const common = {
    source: {
      kind: source.kind,
      id: named,
      ...(files.revision !== undefined && { revision: files.revision }),
    },
    names,
    ...read,
    published: found?.published ?? {},
    ...(found !== undefined && { tensors: found.tensors, tensorsFrom: found.from }),
  };
  // What a GGUF file holds, in the hub's names where its architecture is known.
  const gguf = found?.gguf;
  if (!hasConfig && gguf?.config !== undefined && gguf.tensors !== undefined) {
    const { config, tensors } = gguf;
    const { config: built, findings } = buildModelConfig({ config, ...names, tensors });
    const all = [...(weights?.findings ?? []), ...gguf.findings, ...findings];
    return {
      ...common,
      config,
      held: tensors,
      built: built && unverified(built),
      findings: withoutRepeats(all),
    };
  }
  if (!hasConfig) {
    return {
      ...common,
      findings: [...(weights?.findings ?? []), ...(gguf?.findings ?? []), noConfig(files, found)],
    };
  }
  const facts = {
    config: read.config,
    ...('quantConfig' in read && { quantConfig: read.quantConfig }),
  };
  const tensors = gguf === undefined ? found?.tensors : gguf.tensors;
  const { config: built, findings } = buildModelConfig({ ...facts, ...names, tensors });
  const computed = found === undefined ? computeTensorShapesFromConfig(facts) : undefined;
  const all = [
    ...read.findings,
    ...(weights?.findings ?? []),
    ...(gguf?.findings ?? []),
    ...(weights !== undefined && found === undefined ? [noTensors(files)] : []),
    ...findings,
    ...(computed?.findings ?? []),
  ];
  return {
    ...common,
    held: tensors,
    ...(computed?.tensors && { tensors: computed.tensors, tensorsFrom: 'config.json' as const }),
    built: built && names.hfModelId === undefined ? unverified(built) : built,
    findings: withoutRepeats(all),
  };
}

interface Weights {
  readonly from: 'safetensors' | 'gguf';
  readonly tensors: readonly Tensor[];
  readonly published: ReadModel['published'];
  readonly findings: readonly Finding[];
  readonly gguf?: GgufModel;
}

async function readWeights(
  source: ModelSource,
  files: FileSource,
  hasConfig: boolean,
  { progress, file }: ReadOptions,
): Promise<Weights | undefined> {
  const onProgress = (at: { done: number; total: number; file: string }) => {
    progress(`reading headers: ${at.done} of ${at.total} (${at.file})`);
  };
  const has = (ending: string) => files.files.some(({ path }) => path.endsWith(ending));
  const isGguf = source.kind === 'gguf' || file !== undefined;
  if (!isGguf && has('.safetensors')) {
    const { tensors, published, findings } = await inspectModelStructure(files, { onProgress });
    return { from: 'safetensors', tensors, published, findings };
  }
  // Beside a config.json the GGUF files, often a dozen, are those of others: one is read when it is named.
  if (!isGguf && (hasConfig || !has('.gguf'))) return undefined;
  const path = file ?? (source.kind === 'gguf' ? basename(source.path) : undefined);
  const structure = await inspectGguf(files, path, { onProgress });
  const { tensors, architecture, blockCount, findings } = structure;
  return {
    from: 'gguf',
    tensors,
    published: {
      ...(architecture !== undefined && { architecture }),
      ...(blockCount !== undefined && { layers: blockCount }),
    },
    findings,
    gguf: ggufModel(structure),
  };
}

/** Names that the place of the files gives: the hub's, that of its cache, or the folder's. */
function namesOf(source: ModelSource, modelId: string | undefined): ModelNames {
  const own = modelId !== undefined && { modelId };
  if (source.kind === 'hub') return { hfModelId: source.name, ...own };
  if (source.kind === 'catalogue') return { ...own };
  const path = resolve(source.path);
  const folder = source.kind === 'folder' ? path : dirname(path);
  const [, organisation, name] =
    /models--([\w.-]+?)--([\w.-]+)[\\/]snapshots[\\/][^\\/]+$/.exec(folder) ?? [];
  if (organisation !== undefined) return { hfModelId: `${organisation}/${name}`, ...own };
  const stem = basename(path).replace(/\.\w+$/, '');
  const called = source.kind === 'folder' || stem === 'config' ? basename(folder) : stem;
  const safe = called.replace(/[^\w.-]+/g, '_').replace(/^[.-]+/, '');
  return { ...(safe !== '' && { modelId: safe }), ...own };
}

/** Files on this machine may call themselves what they like: their config names no source that nobody looked at. */
function unverified(built: ModelConfigDocument): ModelConfigDocument {
  const { validation_notes: _notes, validation_sources: _sources, ...rest } = built;
  return { ...rest, validated: false };
}

function withoutRepeats(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Map(findings.map((one) => [`${one.code} ${one.path} ${one.message}`, one]));
  return [...seen.values()];
}
