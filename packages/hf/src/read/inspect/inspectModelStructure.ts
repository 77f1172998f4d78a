import type { Finding } from '@mantile/config';
import { tensorBytes } from '../../tensors/size.ts';
import type { Tensor } from '../../tensors/tensor.ts';
import { mapBounded } from '../mapBounded.ts';
import { readSafetensorsHeader } from '../safetensors/readHeader.ts';
import type { FileSource, ReadOptions } from '../source/fileSource.ts';
import { compareWithIndex } from './compareWithIndex.ts';
import { findWeightFiles } from './weightFiles.ts';

/**
 * How to inspect a model's files.
 *
 * @example
 * import { filesInMemory, inspectModelStructure, type InspectOptions } from '@mantile/hf';
 * const options: InspectOptions = { parallel: 4 };
 * const { findings } = await inspectModelStructure(filesInMemory('my-model', {}), options);
 * findings.map(({ code }) => code) // => ['tensors.no_safetensors']
 * @category Reading
 */
export interface InspectOptions extends ReadOptions {
  /** Files read at once; 8 when absent. */
  readonly parallel?: number | undefined;
  /** Called after each file. */
  readonly onProgress?: ((progress: InspectProgress) => void) | undefined;
}

/**
 * How far an inspection is.
 *
 * @example
 * import type { InspectProgress } from '@mantile/hf';
 * const progress: InspectProgress = { done: 3, total: 163, file: 'model-00003-of-000163.safetensors' };
 * progress.done // => 3
 * @category Reading
 */
export interface InspectProgress {
  /** Files read. */
  readonly done: number;
  /** Files there are. */
  readonly total: number;
  /** The one just read. */
  readonly file: string;
}

/**
 * The tensors of a model's files, and what there is to know about the files.
 *
 * @example
 * import { filesInMemory, inspectModelStructure, type ModelStructure } from '@mantile/hf';
 * const structure: ModelStructure = await inspectModelStructure(filesInMemory('my-model', {}));
 * structure.tensors // => []
 * @category Reading
 */
export interface ModelStructure {
  readonly tensors: readonly Tensor[];
  readonly findings: readonly Finding[];
  /** Bytes of all tensors, counted. */
  readonly bytes: number;
  /** What the index says of the model, where there is one; published totals follow several rules. */
  readonly published: { readonly totalSize?: number; readonly totalParameters?: number };
  /** Texts that the files' writers left in their headers, such as `{ format: 'pt' }`. */
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * Lists the tensors of a model from the headers of its safetensors files, one or sharded, without reading a byte
 * of the weights. A file that is cut, or whose header contradicts itself, is refused.
 *
 * @example
 * import { filesInMemory, inspectModelStructure } from '@mantile/hf';
 * const header = '{"norm.weight":{"dtype":"BF16","shape":[2],"data_offsets":[0,4]}}';
 * const bytes = [header.length, 0, 0, 0, 0, 0, 0, 0, ...[...header].map((letter) => letter.charCodeAt(0)), 0, 0, 0, 0];
 * const source = filesInMemory('my-model', { 'model.safetensors': Uint8Array.from(bytes) });
 * (await inspectModelStructure(source)).tensors // => [{
 * //   name: 'norm.weight', shape: [2], dtype: 'BF16', file: 'model.safetensors' }]
 * @category Reading
 */
export async function inspectModelStructure(
  source: FileSource,
  options: InspectOptions = {},
): Promise<ModelStructure> {
  const { files, index, indexPath, findings } = await findWeightFiles(source, options);
  let done = 0;
  const headers = await mapBounded(files, Math.max(1, options.parallel ?? 8), async (file) => {
    const header = await readSafetensorsHeader(source, file, options);
    done += 1;
    options.onProgress?.({ done, total: files.length, file: file.path });
    return header;
  });
  const tensors = headers.flatMap((header) => header.tensors);
  const bytes = tensors.reduce((sum, tensor) => sum + tensorBytes(tensor), 0);
  return {
    tensors,
    bytes,
    findings: [...findings, ...compareWithIndex(tensors, bytes, index, indexPath ?? source.id)],
    published: {
      ...(index?.totalSize !== undefined && { totalSize: index.totalSize }),
      ...(index?.totalParameters !== undefined && { totalParameters: index.totalParameters }),
    },
    metadata: headers[0]?.metadata ?? {},
  };
}
