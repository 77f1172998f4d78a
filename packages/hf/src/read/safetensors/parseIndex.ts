import { JsonCursor, JsonSyntaxError } from '../json/jsonCursor.ts';
import { lineAndColumn } from '../json/lineAndColumn.ts';
import { TolerantReader } from '../json/tolerantReader.ts';
import { refusal } from '../refusal.ts';
import { decodeText } from '../text.ts';

const maximumTensors = 1_000_000;
const maximumShards = 10_000;

/** Which file holds which tensor, and the totals that the index's writer left. */
export interface SafetensorsIndex {
  /** Paths of the shards, relative to the model, in the order of their first mention. */
  readonly files: readonly string[];
  /** The position in `files` of each tensor's. */
  readonly fileOf: ReadonlyMap<string, number>;
  /** Bytes of all tensors, as the index says. */
  readonly totalSize?: number;
  /** Parameters, as the index says. */
  readonly totalParameters?: number;
}

/** Reads a `model.safetensors.index.json`; `path` is its own, beside which the shards lie. */
export function parseSafetensorsIndex(bytes: Uint8Array, path: string): SafetensorsIndex {
  const text = decodeText(bytes, path);
  const cursor = new JsonCursor(text);
  if (text.startsWith('\uFEFF')) cursor.index = 1;
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const files = new Map<string, number>();
  const fileOf = new Map<string, number>();
  let metadata: Readonly<Record<string, unknown>> = {};

  const readWeight = (name: string, keyIndex: number): void => {
    if (fileOf.has(name)) cursor.fail(`a second tensor is named ${name}`, keyIndex);
    if (fileOf.size >= maximumTensors) cursor.fail(`there are more than ${maximumTensors} tensors`);
    const valueIndex = cursor.index;
    const file = cursor.readString();
    let position = files.get(file);
    if (position === undefined) {
      if (!isPlainPath(file)) {
        cursor.fail(`${JSON.stringify(file)} is no .safetensors file within the model`, valueIndex);
      }
      if (files.size >= maximumShards) cursor.fail(`there are more than ${maximumShards} files`);
      position = files.size;
      files.set(file, position);
    }
    fileOf.set(name, position);
  };

  try {
    const keys = new Set<string>();
    cursor.readObject((key) => {
      keys.add(key);
      if (key === 'weight_map') {
        cursor.readObject(readWeight);
      } else {
        const value = new TolerantReader(cursor).read();
        if (key === 'metadata' && typeof value === 'object' && value !== null) {
          metadata = value as Record<string, unknown>;
        }
      }
    });
    cursor.expectEnd();
    if (!keys.has('weight_map')) cursor.fail('there is no weight_map', 0);
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    const message = `${lineAndColumn(text, error.index)}: ${error.message}.`;
    throw refusal({ code: 'safetensors.index_malformed', path, message }, error);
  }
  const totalSize = wholeNumber(metadata['total_size']);
  const totalParameters = wholeNumber(metadata['total_parameters']);
  return {
    files: [...files.keys()].map((file) => folder + file),
    fileOf,
    ...(totalSize !== undefined && { totalSize }),
    ...(totalParameters !== undefined && { totalParameters }),
  };
}

/** Whether a path stays within its folder, whoever resolves it. */
function isPlainPath(path: string): boolean {
  return (
    path.endsWith('.safetensors') &&
    path.length <= 1000 &&
    path
      .split('/')
      .every((step) => /^[^\\:?#%\s][^\\:?#%]*$/.test(step) && step !== '.' && step !== '..')
  );
}

function wholeNumber(value: unknown): number | undefined {
  return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : undefined;
}
