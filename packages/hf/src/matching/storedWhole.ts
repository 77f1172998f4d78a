import type { Finding } from '@mantile/config';
import { bitsPerElement, standardDtypes, type DtypeName } from '@mantile/core';
import type { LogicalTensor } from '../quantization/logicalTensors.ts';
import { elementCount } from '../tensors/size.ts';
import { isPackedInBlocks } from '../tensors/storedDtypes.ts';
import { wholeFormats } from './wholeFormats.ts';

/** The number formats of what a checkpoint stores unquantised. */
export interface StoredWhole {
  /** The format of the model: that of most elements, or the stated one where none is of most. */
  readonly ownDtype: DtypeName;
  /** Tensors that are stored in another one. */
  readonly others: ReadonlyMap<string, DtypeName>;
  readonly findings: readonly Finding[];
}

/** The formats that a model as a whole may have; a tensor in any other has it for itself. */
const ofModels: readonly DtypeName[] = ['bf16', 'fp16', 'fp32'];

/** Below this share it is routers, convolutions and the like, which many models keep wider than the rest. */
const noticed = 0.01;

const bits = (name: DtypeName): number => bitsPerElement(standardDtypes[name]);

/** Reads from tensors what format a model is in. What is stored wins over what its configuration states. */
export function storedWhole(
  tensors: readonly LogicalTensor[],
  stated: DtypeName | undefined,
): StoredWhole {
  const taken = stated ?? 'bf16';
  // Files in blocks mix their formats by design, and say so in a finding of their own.
  if (tensors.some(({ dtype }) => isPackedInBlocks(dtype))) {
    return { ownDtype: taken, others: new Map(), findings: [] };
  }
  const elements = new Map<DtypeName, number>();
  const formats = new Map<LogicalTensor, DtypeName>();
  for (const tensor of tensors) {
    const format = tensor.format.kind === 'plain' ? wholeFormats[tensor.dtype] : undefined;
    // Vectors weigh next to nothing.
    if (format === undefined || tensor.shape.length < 2) continue;
    formats.set(tensor, format);
    elements.set(format, (elements.get(format) ?? 0) + elementCount(tensor));
  }
  const all = tensors.reduce((sum, tensor) => sum + elementCount(tensor), 0);
  const ownDtype = mostOf(elements, all) ?? taken;
  const differing = [...formats].filter(([, format]) => format !== ownDtype);
  return {
    ownDtype,
    others: new Map(differing.map(([{ name }, format]) => [name, format])),
    findings: disagreement(formats, stated ?? ownDtype, ownDtype, all),
  };
}

/** The format of most elements among those that a model may have, unless these are too few to tell. */
function mostOf(elements: ReadonlyMap<DtypeName, number>, all: number): DtypeName | undefined {
  const of = (name: DtypeName): number => elements.get(name) ?? 0;
  // Beside weights that are packed, embedding and head tell it.
  const whole = ofModels.reduce((sum, name) => sum + of(name), 0);
  return whole <= noticed * all ? undefined : ofModels.find((name) => of(name) > whole / 2);
}

function disagreement(
  formats: ReadonlyMap<LogicalTensor, DtypeName>,
  stated: DtypeName,
  ownDtype: DtypeName,
  all: number,
): readonly Finding[] {
  const differing = [...formats].filter(([, format]) => format !== stated);
  const elements = differing.reduce((sum, [tensor]) => sum + elementCount(tensor), 0);
  const [first] = differing;
  if (first === undefined || elements <= noticed * all) return [];
  const names = [...new Set(differing.map(([{ dtype }]) => dtype))];
  const isAsLarge = differing.every(([, format]) => bits(format) === bits(stated));
  return [
    {
      code: 'quantization.dtype_disagrees',
      severity: isAsLarge ? 'info' : 'warning',
      path: first[0].name,
      message:
        `${differing.length === 1 ? 'a matrix' : `${differing.length} matrices`} of ${elements.toLocaleString('en-US')} elements ` +
        `stored in ${names.join(', ')}, where the configuration says ${stated}. They are counted as they are stored where ` +
        `a layer can say so${ownDtype === stated ? '' : `, and the model as one in ${ownDtype}, its arithmetic and its cache included`}.`,
      fix: 'Where an engine is told to load the model in another format, state that as `dtype` in the model config.',
    },
  ];
}
