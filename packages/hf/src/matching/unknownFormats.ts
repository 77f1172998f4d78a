import type { Finding, UnknownTensor } from '@mantile/config';
import {
  bitsPerElement,
  standardDtypes,
  tensorBytes as bytesIn,
  type DtypeName,
} from '@mantile/core';
import type { LogicalTensor } from '../quantization/logicalTensors.ts';
import { numberFormats } from '../quantization/numberFormats.ts';
import { tensorBytes } from '../tensors/size.ts';
import { storedBlock } from '../tensors/storedDtypes.ts';
import type { StoredDtype } from '../tensors/tensor.ts';
import type { Occurrence, UnknownModule } from './unknownLayers.ts';
import { wholeFormats } from './wholeFormats.ts';

/** Looks a tensor up by its full name, as the model means it. */
export type FindTensor = (name: string) => LogicalTensor | undefined;

/** Formats that whatever else is packed is nearest to, by the bits of an element with its share of the scales. */
const packedFormats = ['int4', 'int4_g32', 'int4_g32_zp', 'mxfp6', 'int8', 'mxfp8'] as const;

function nearestFormat(dtype: StoredDtype): DtypeName | undefined {
  const block = storedBlock(dtype);
  if (block === undefined) return undefined;
  const bits = (8 * block.bytes) / block.elements;
  const distance = (name: DtypeName): number =>
    Math.abs(bitsPerElement(standardDtypes[name]) - bits);
  return [...packedFormats].sort((one, other) => distance(one) - distance(other))[0];
}

/** The number format in which a tensor is stored, or the nearest that has a name. */
function storedFormat({ format, dtype }: LogicalTensor): DtypeName | undefined {
  return numberFormats(format)?.weights ?? wholeFormats[dtype] ?? nearestFormat(dtype);
}

/** Occurrences of a module that are stored alike. */
export interface StoredAlike {
  readonly occurrences: readonly Occurrence[];
  /** The format of most elements. */
  readonly weights: DtypeName;
  /** Each with its format where it is another. */
  readonly tensors: readonly UnknownTensor[];
}

/** Splits a module by the formats that its tensors are stored in: some layers may be quantised, and others not. */
export function byFormat(
  { tensors, occurrences }: UnknownModule,
  find: FindTensor,
  ownDtype: DtypeName,
): readonly StoredAlike[] {
  const groups = new Map<string, { formats: readonly DtypeName[]; members: Occurrence[] }>();
  for (const occurrence of occurrences) {
    const formats = occurrence.names.map((name) => {
      const tensor = find(name);
      return (tensor && storedFormat(tensor)) ?? ownDtype;
    });
    const key = formats.join();
    const known = groups.get(key) ?? { formats, members: [] };
    groups.set(key, known);
    known.members.push(occurrence);
  }
  return [...groups.values()].map(({ formats, members }) => {
    const weights = mostOf(tensors, formats, ownDtype);
    return {
      occurrences: members,
      weights,
      tensors: tensors.map(({ name, shape }, at) => {
        const dtype = formats[at] ?? weights;
        return { name, shape, ...(dtype !== weights && { dtype }) };
      }),
    };
  });
}

function mostOf(
  tensors: readonly UnknownTensor[],
  formats: readonly DtypeName[],
  ownDtype: DtypeName,
): DtypeName {
  const elements = new Map<DtypeName, number>();
  tensors.forEach(({ shape }, at) => {
    const format = formats[at] ?? ownDtype;
    const size = shape.reduce((product, each) => product * each, 1);
    elements.set(format, (elements.get(format) ?? 0) + size);
  });
  const [most] = [...elements].sort(([, one], [, other]) => other - one);
  return most?.[0] ?? ownDtype;
}

/** Above this share a difference of bytes is said. */
const noticed = 0.01;

/** Says where a module is in several formats, and where no format of a config takes as many bytes as its files do. */
export function formatFindings(
  module: UnknownModule,
  alike: readonly StoredAlike[],
  find: FindTensor,
): readonly Finding[] {
  const matrices = alike.flatMap(({ weights, tensors }) =>
    tensors.flatMap(({ shape, dtype = weights }) => (shape.length < 2 ? [] : dtype)),
  );
  const formats = [...new Set(matrices)];
  const mixed: Finding = {
    code: 'hf.formats_mixed',
    severity: 'info',
    path: module.module,
    message: `some matrices here are stored as ${formats.join(', others as ')}; the config counts each as it is stored.`,
  };
  const sizes = alike.map((group) => {
    const { weights, tensors, occurrences } = group;
    const counted = tensors.reduce(
      (sum, { shape, dtype = weights }) => sum + bytesIn(standardDtypes[dtype], shape),
      0,
    );
    const names = occurrences[0]?.names ?? [];
    const stored = names
      .flatMap((name) => find(name)?.stored ?? [])
      .reduce((sum, tensor) => sum + tensorBytes(tensor), 0);
    return { counted, stored, weights };
  });
  const off = sizes.find(({ counted, stored }) => Math.abs(counted - stored) > noticed * stored);
  return [
    ...(formats.length > 1 ? [mixed] : []),
    ...(off === undefined ? [] : [inexact(module, off)]),
  ];
}

function inexact(
  { module }: UnknownModule,
  { counted, stored, weights }: { counted: number; stored: number; weights: DtypeName },
): Finding {
  const more = counted > stored;
  const share = ((100 * Math.abs(counted - stored)) / stored).toFixed(1);
  return {
    code: 'hf.format_inexact',
    severity: 'warning',
    path: module,
    message:
      `files take ${stored} bytes for one of these, and the nearest number format, ${weights}, counts ${counted}, ` +
      `${share} % ${more ? 'more: bounds of its memory are too high by that' : 'fewer: bounds of its memory are too low by that'}.`,
    fix: 'None: no number format of model configs is nearer.',
  };
}
