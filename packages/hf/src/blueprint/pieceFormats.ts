import type { Finding } from '@mantile/config';
import type { DtypeName } from '@mantile/core';
import { patternOf } from '../matching/pattern.ts';
import type { Quantization } from '../quantization/readQuantization.ts';
import type { WeightFormat } from '../quantization/weightFormat.ts';
import type { Blueprint, Piece } from './blueprint.ts';
import type { LayerOf } from './layers.ts';
import { expectedTensors, type ExpectedTensor } from './naming.ts';

/** The number format of weights stored so, and that of their arithmetic where activations are quantised as well. */
interface Formats {
  readonly weights: DtypeName;
  readonly compute?: DtypeName;
}

function formatsOf(format: WeightFormat): Formats | undefined {
  switch (format.kind) {
    case 'plain':
      return undefined;
    case 'fp8-block':
    case 'fp8-tensor':
    case 'fp8-channel':
      return { weights: 'fp8', compute: 'fp8' };
    case 'mxfp8':
      return { weights: 'mxfp8', compute: 'mxfp8' };
    case 'int8-channel':
      return { weights: 'int8', compute: 'int8' };
    case 'nvfp4':
      // Without a scale for its inputs only the weights are in four bits.
      return format.hasInputScale ? { weights: 'nvfp4', compute: 'nvfp4' } : { weights: 'nvfp4' };
    case 'mxfp4':
      // DeepSeek quantises the activations before these experts to eight bits; others unpack to sixteen.
      return format.style === 'deepseek'
        ? { weights: 'mxfp4', compute: 'fp8' }
        : { weights: 'mxfp4' };
    case 'packed-int':
      return {
        weights: format.bits === 8 ? 'int8' : groups(format.groupSize, format.hasZeroPoint),
      };
    case 'gptq':
    case 'awq':
      return { weights: format.bits === 8 ? 'int8' : groups(format.groupSize, true) };
    case 'bitsandbytes-4bit':
      // A scale in eight or thirty-two bits for each 64: nearest to sixteen.
      return { weights: 'int4_g64' };
    case 'bitsandbytes-8bit':
      return { weights: 'int8' };
  }
}

/** The format of four-bit whole numbers in groups; of groups that have no name, the nearest smaller one. */
function groups(size: number, hasZeroPoint: boolean): DtypeName {
  if (size <= 0) return 'int4';
  if (size < 64) return hasZeroPoint ? 'int4_g32_zp' : 'int4_g32';
  if (size < 128) return hasZeroPoint ? 'int4_g64_zp' : 'int4_g64';
  return hasZeroPoint ? 'int4_g128_zp' : 'int4_g128';
}

const sizeOf = ({ shape }: { readonly shape: readonly number[] }): number =>
  shape.reduce((product, size) => product * size, 1);

/** Elements of a layer by the format that they are in; none are in `undefined`, which stands for the model's own. */
function elementsByFormat(
  tensors: readonly ExpectedTensor[],
  formatOf: Quantization['formatOf'],
): ReadonlyMap<string, { readonly formats: Formats | undefined; elements: number }> {
  const found = new Map<string, { readonly formats: Formats | undefined; elements: number }>();
  for (const { name, shape, weights = [] } of tensors) {
    // Vectors are never quantised, and weigh next to nothing.
    if (shape.length < 2) continue;
    const formats = formatsOf(formatOf(name, shape));
    const key = formats?.weights ?? '';
    const known = found.get(key) ?? { formats, elements: 0 };
    known.elements += weights.reduce((sum, weight) => sum + sizeOf(weight), 0);
    found.set(key, known);
  }
  return found;
}

/**
 * Gives the pieces of a blueprint the number formats in which their weights are stored. A layer's matrices have one
 * format, its experts and router may have others; where a checkpoint mixes more, most elements decide, and it is said.
 */
export function withFormats(
  blueprint: Blueprint,
  { formatOf }: Quantization,
  ownDtype: DtypeName,
  layerOf: LayerOf,
): { readonly pieces: readonly Piece[]; readonly findings: readonly Finding[] } {
  const mixed = new Map<string, Finding>();
  const specs = new Map<string, Piece['spec']>();
  const pieces = blueprint.pieces.map((piece): Piece => {
    const { weights } = layerOf(piece);
    const tensors = expectedTensors(weights, piece.prefix, piece.naming ?? {}, 'first');
    const isOf = (part: (name: string) => boolean) => (tensor: ExpectedTensor) =>
      tensor.weights?.some(({ name }) => part(name)) === true;
    const experts = tensors.filter(isOf((name) => name.includes('{expert}')));
    const routers = tensors.filter(isOf((name) => name === 'router.weight'));
    const others = tensors.filter(
      (tensor) => !experts.includes(tensor) && !routers.includes(tensor),
    );
    const own = mostOf(others.length > 0 ? others : experts, formatOf, piece, mixed);
    const ofExperts = experts.length > 0 ? mostOf(experts, formatOf, piece, mixed) : undefined;
    // What computes most decides in what the layer computes: the experts, where there are some.
    const compute = (ofExperts ?? own)?.compute;
    const router = routers.length > 0 ? mostOf(routers, formatOf, piece, mixed) : undefined;
    const keys = {
      ...(experts.length > 0 &&
        ofExperts?.weights !== own?.weights && { expertDtype: ofExperts?.weights ?? ownDtype }),
      ...(routers.length > 0 &&
        own !== undefined &&
        router === undefined && { routerDtype: ownDtype }),
    };
    const dtypes = {
      ...(own !== undefined && { weights: own.weights }),
      ...(compute !== undefined && { compute }),
    };
    return {
      ...piece,
      spec: extended(piece, keys, specs),
      ...(Object.keys(dtypes).length > 0 && { dtypes: { ...piece.dtypes, ...dtypes } }),
    };
  });
  return { pieces, findings: [...mixed.values()] };
}

/** The spec with further keys; pieces that shared one still do. */
function extended(
  { kind, spec }: Piece,
  keys: Readonly<Record<string, unknown>>,
  known: Map<string, Piece['spec']>,
): Piece['spec'] {
  if (Object.keys(keys).length === 0) return spec;
  const wanted = { ...keys, ...spec };
  const key = `${kind} ${JSON.stringify(wanted)}`;
  const same = known.get(key) ?? wanted;
  known.set(key, same);
  return same;
}

/** The format of most elements; a mixture is noted. */
function mostOf(
  tensors: readonly ExpectedTensor[],
  formatOf: Quantization['formatOf'],
  { kind, name, prefix }: Piece,
  mixed: Map<string, Finding>,
): Formats | undefined {
  const found = [...elementsByFormat(tensors, formatOf).values()];
  found.sort((a, b) => b.elements - a.elements);
  const [most, ...rest] = found;
  if (rest.length > 0 && most !== undefined) {
    const all = found.reduce((sum, { elements }) => sum + elements, 0);
    const share = ((100 * (all - most.elements)) / all).toFixed(1);
    const path = patternOf(prefix);
    mixed.set(`${name} ${path}`, {
      code: 'hf.formats_mixed',
      severity: 'info',
      path,
      message:
        `the matrices of ${kind} "${name}" are in ${found.map(({ formats }) => formats?.weights ?? 'the model’s own format').join(' and ')}; ` +
        `the config has one format for them, and takes ${share} % of them for another than they are.`,
    });
  }
  return most?.formats;
}
