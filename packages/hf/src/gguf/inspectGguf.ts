import type { Finding } from '@mantile/config';
import { mapBounded } from '../read/mapBounded.ts';
import { refusal } from '../read/refusal.ts';
import type { FileSource, SourceFile } from '../read/source/fileSource.ts';
import type { InspectOptions } from '../read/inspect/inspectModelStructure.ts';
import { tensorBytes } from '../tensors/size.ts';
import type { Tensor } from '../tensors/tensor.ts';
import { compareWithBlocks } from './blockCount.ts';
import { ggufTensors, own } from './ggufTensors.ts';
import { readGgufFile } from './readGgufFile.ts';

const shard = /^(.*)-(\d{5})-of-(\d{5})\.gguf$/;
const maximumShards = 10_000;
/** Lists are the tokenizer's, and longer than all else together. */
const longestList = 1000;

/**
 * What the headers of a GGUF model hold.
 *
 * @example
 * import type { GgufStructure } from '@mantile/hf/gguf';
 * const structure: Pick<GgufStructure, 'architecture' | 'blockCount'> = { architecture: 'llama', blockCount: 32 };
 * structure.architecture // => 'llama'
 * @category GGUF
 */
export interface GgufStructure {
  /** Rows first, as everywhere: a projection is `[out, in]`. */
  readonly tensors: readonly Tensor[];
  /** `general.architecture`, such as `llama` or `deepseek2`. */
  readonly architecture?: string;
  /** Layers, as the architecture's `block_count` says. */
  readonly blockCount?: number;
  /** Bytes of all tensors. */
  readonly bytes: number;
  readonly isLittleEndian: boolean;
  /** The metadata but for long lists, which are the tokenizer's. */
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly findings: readonly Finding[];
}

/**
 * Lists the tensors of a GGUF model from its header, or from those of all its shards, without reading a byte of
 * the weights. Name the file, or any of its shards, where the source holds several.
 *
 * @example
 * import { MantileError } from '@mantile/core';
 * import { filesInMemory } from '@mantile/hf';
 * import { inspectGguf } from '@mantile/hf/gguf';
 * let code: string | undefined;
 * try {
 *   await inspectGguf(filesInMemory('my-model', { 'model.gguf': 'no header' }));
 * } catch (error) {
 *   if (MantileError.isInstance(error)) code = error.code;
 * }
 * code // => 'gguf.malformed'
 * @category GGUF
 */
export async function inspectGguf(
  source: FileSource,
  path?: string,
  options: InspectOptions = {},
): Promise<GgufStructure> {
  const files = filesOf(source, path);
  let done = 0;
  // A header's parser holds it whole: two at once are enough.
  const parts = await mapBounded(files, Math.max(1, options.parallel ?? 2), async (file) => {
    const parsed = await readGgufFile(source, file, options);
    const tensors = ggufTensors(parsed, file);
    done += 1;
    options.onProgress?.({ done, total: files.length, file: file.path });
    return {
      tensors,
      isLittleEndian: parsed.littleEndian,
      metadata: plainMetadata(parsed.metadata),
    };
  });
  const tensors = parts.flatMap((part) => part.tensors);
  const metadata = parts[0]?.metadata ?? {};
  const architecture = own(metadata, 'general.architecture');
  const stated = own(metadata, `${String(architecture)}.block_count`);
  const blockCount = typeof stated === 'number' ? stated : undefined;
  return {
    tensors,
    ...(typeof architecture === 'string' && { architecture }),
    ...(blockCount !== undefined && { blockCount }),
    bytes: tensors.reduce((sum, tensor) => sum + tensorBytes(tensor), 0),
    isLittleEndian: parts[0]?.isLittleEndian ?? true,
    metadata,
    findings: [
      ...compareWithCount(tensors, metadata, source.id),
      ...compareWithBlocks(tensors, blockCount, source.id),
    ],
  };
}

function filesOf(source: FileSource, path: string | undefined): readonly SourceFile[] {
  const all = source.files.filter((file) => file.path.endsWith('.gguf'));
  const byPath = new Map(all.map((file) => [file.path, file]));
  const firsts = all.filter((file) => (shard.exec(file.path)?.[2] ?? '00001') === '00001');
  const chosen = path ?? (firsts.length === 1 ? firsts[0]?.path : undefined);
  if (chosen === undefined || !byPath.has(chosen)) {
    throw refusal({
      code: chosen === undefined && firsts.length > 0 ? 'gguf.ambiguous_file' : 'gguf.no_file',
      path: source.id,
      value: path,
      legal: firsts.slice(0, 50).map((file) => file.path),
      message: `name one of the .gguf files that ${source.id} holds: ${
        firsts.length === 0
          ? 'there is none'
          : firsts
              .slice(0, 5)
              .map((file) => file.path)
              .join(', ')
      }.`,
    });
  }
  const [, name, , count] = shard.exec(chosen) ?? [];
  if (name === undefined || count === undefined || Number(count) > maximumShards) {
    return [...byPath.values()].filter((file) => file.path === chosen);
  }
  return Array.from({ length: Number(count) }, (_, number) => {
    const part = `${name}-${String(number + 1).padStart(5, '0')}-of-${count}.gguf`;
    const file = byPath.get(part);
    if (file !== undefined) return file;
    const message = `the shard ${part} is missing.`;
    throw refusal({ code: 'gguf.shard_missing', path: source.id, value: part, message });
  });
}

function plainMetadata(metadata: object): Readonly<Record<string, unknown>> {
  const entries = Object.entries(metadata)
    .filter(([key, value]) => key !== '__proto__' && !isLong(value))
    .map(([key, value]) => [key, toPlain(value)] as const);
  return Object.fromEntries(entries);
}

function isLong(value: unknown): boolean {
  return Array.isArray(value) && value.length > longestList;
}

/** Counts of 64 bits as numbers, so that the result can be written as JSON; those beyond a double as text. */
function toPlain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toPlain);
  if (typeof value !== 'bigint') return value;
  return value >= -BigInt(Number.MAX_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER)
    ? Number(value)
    : value.toString();
}

function compareWithCount(
  tensors: readonly Tensor[],
  metadata: Readonly<Record<string, unknown>>,
  path: string,
): readonly Finding[] {
  const said = own(metadata, 'split.tensors.count');
  if (typeof said !== 'number' || said === tensors.length) return [];
  return [
    {
      code: 'gguf.tensor_count_mismatch',
      severity: 'error',
      path,
      message: `the first shard says ${said} tensors; the shards hold ${tensors.length}.`,
      fix: 'Fetch all shards of one revision.',
    },
  ];
}
