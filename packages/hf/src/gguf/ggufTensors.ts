import type { GGUFParseOutput } from '@huggingface/gguf';
import { FaultList } from '@mantile/core';
import type { SourceFile } from '../read/source/fileSource.ts';
import { elementCount, tensorBytes } from '../tensors/size.ts';
import { storedBlock } from '../tensors/storedDtypes.ts';
import type { Tensor } from '../tensors/tensor.ts';
import { ggmlTypes } from './ggmlTypes.ts';

const maximumTensors = 1_000_000;
const maximumFaults = 20;

/**
 * The tensors of a header, held against the file: one behind the other, each padded, and all within the file. This
 * also shows that the sizes of the block formats are those that the file's writer had.
 */
export function ggufTensors(parsed: GGUFParseOutput, file: SourceFile): readonly Tensor[] {
  const faults = new FaultList();
  let count = 0;
  const fault = (name: string, code: string, message: string, value?: unknown): void => {
    count += 1;
    if (count > maximumFaults) return;
    faults.add({
      code: `gguf.${code}`,
      path: name === '' ? file.path : `${file.path}: ${name}`,
      message,
      value,
    });
  };
  const { tensorInfos } = parsed;
  if (tensorInfos.length > maximumTensors) {
    fault('', 'too_many_tensors', `there are more than ${maximumTensors} tensors.`);
  }
  const alignment = Number(own(parsed.metadata, 'general.alignment') ?? 32);
  const tensors: Tensor[] = [];
  const names = new Set<string>();
  let reached = 0;
  for (const info of tensorInfos) {
    if (count > 0) break;
    const { name } = info;
    const dtype = ggmlTypes[info.dtype];
    if (dtype === undefined) {
      fault(name, 'unknown_type', `type ${info.dtype} is not known.`, info.dtype);
      continue;
    }
    // Innermost dimension first in the file; rows first here.
    const tensor: Tensor = {
      name,
      shape: info.shape.map(Number).reverse(),
      dtype,
      file: file.path,
    };
    const bytes = tensorBytes(tensor);
    const block = storedBlock(dtype)?.elements ?? 1;
    if (names.has(name)) fault(name, 'duplicate_name', 'a second tensor has this name.');
    if (!Number.isSafeInteger(bytes) || !Number.isSafeInteger(elementCount(tensor))) {
      fault(name, 'too_large', 'its dimensions multiply beyond what can be counted.');
    } else if ((tensor.shape.at(-1) ?? 1) % block !== 0) {
      fault(name, 'wrong_size', `its rows are no whole blocks of ${block}.`, tensor.shape);
    } else if (info.offset !== BigInt(reached)) {
      fault(name, 'not_contiguous', `starts at ${info.offset}, behind what ends at ${reached}.`);
    }
    names.add(name);
    tensors.push(tensor);
    reached += Math.ceil(bytes / alignment) * alignment;
  }
  const last = tensors.at(-1);
  // The padding behind the last one may be missing.
  const end = Number(parsed.tensorDataOffset) + reached - (last === undefined ? 0 : alignment - 1);
  if (count === 0 && end > file.size) {
    fault('', 'truncated', `the tensors take ${reached} bytes; the file has ${file.size} in all.`);
  }
  faults.throwIfAny();
  return tensors;
}

/** An entry of the metadata by its own key. */
export function own(metadata: object, key: string): unknown {
  return Object.hasOwn(metadata, key) ? (metadata as Record<string, unknown>)[key] : undefined;
}
