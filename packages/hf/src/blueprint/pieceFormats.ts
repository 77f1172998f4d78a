import type { Finding } from '@mantile/config';
import type { DtypeName, Layer } from '@mantile/core';
import { patternOf } from '../tensors/pattern.ts';
import type { Quantization } from '../quantization/readQuantization.ts';
import { numberFormats, type NumberFormats } from '../quantization/numberFormats.ts';
import type { Blueprint, Piece } from './blueprint.ts';
import type { LayerOf } from './layers.ts';
import { expectedTensors, type ExpectedTensor } from './naming.ts';

const sizeOf = ({ shape }: { readonly shape: readonly number[] }): number =>
  shape.reduce((product, size) => product * size, 1);

type FormatsOf = (tensor: ExpectedTensor) => NumberFormats | undefined;

/** Elements of a layer by the format that they are in; none are in `undefined`, which stands for the model's own. */
function elementsByFormat(
  tensors: readonly ExpectedTensor[],
  formatsOf: FormatsOf,
): ReadonlyMap<string, { readonly formats: NumberFormats | undefined; elements: number }> {
  const found = new Map<
    string,
    { readonly formats: NumberFormats | undefined; elements: number }
  >();
  for (const tensor of tensors) {
    const { shape, weights = [] } = tensor;
    // Vectors are never quantised, and weigh next to nothing.
    if (shape.length < 2) continue;
    const formats = formatsOf(tensor);
    const key = formats?.weights ?? '';
    const known = found.get(key) ?? { formats, elements: 0 };
    known.elements += weights.reduce((sum, weight) => sum + sizeOf(weight), 0);
    found.set(key, known);
  }
  return found;
}

/** Where formats are mixed, and the format of what is not quantised. */
interface Mixtures {
  readonly ownDtype: DtypeName;
  readonly found: Map<string, Finding>;
}

/**
 * Gives the pieces of a blueprint the number formats in which their weights are stored. A layer's matrices have one
 * format, its experts and router may have others; where a checkpoint mixes more, most elements decide, and it is said.
 * `storedWhole` has the formats of tensors that are not quantised and yet in another format than the model.
 */
export function withFormats(
  blueprint: Blueprint,
  { formatOf, cacheFormat }: Quantization,
  ownDtype: DtypeName,
  layerOf: LayerOf,
  storedWhole: ReadonlyMap<string, DtypeName> = new Map(),
): { readonly pieces: readonly Piece[]; readonly findings: readonly Finding[] } {
  const mixed: Mixtures = { ownDtype, found: new Map() };
  const specs = new Map<string, Piece['spec']>();
  const formatsOf: FormatsOf = ({ name, shape, dtype }) => {
    const quantized = numberFormats(formatOf(name, shape));
    // Some weights have a format of their own in every model of their kind.
    if (quantized !== undefined || dtype !== undefined) return quantized;
    const weights = storedWhole.get(name);
    return weights && { weights };
  };
  const pieces = blueprint.pieces.map((piece): Piece => {
    const layer = layerOf(piece);
    const { weights } = layer;
    const tensors = expectedTensors(weights, piece.prefix, piece.naming ?? {}, 'first');
    const isOf = (part: (name: string) => boolean) => (tensor: ExpectedTensor) =>
      tensor.weights?.some(({ name }) => part(name)) === true;
    const experts = tensors.filter(isOf((name) => name.includes('{expert}')));
    const routers = tensors.filter(isOf((name) => name === 'router.weight'));
    const others = tensors.filter(
      (tensor) => !experts.includes(tensor) && !routers.includes(tensor),
    );
    const own = mostOf(others.length > 0 ? others : experts, formatsOf, piece, mixed);
    const ofExperts = experts.length > 0 ? mostOf(experts, formatsOf, piece, mixed) : undefined;
    // What computes most decides in what the layer computes: the experts, where there are some.
    const compute = (ofExperts ?? own)?.compute;
    const router = routers.length > 0 ? mostOf(routers, formatsOf, piece, mixed) : undefined;
    const keys = {
      ...(experts.length > 0 &&
        ofExperts?.weights !== own?.weights && { expertDtype: ofExperts?.weights ?? ownDtype }),
      ...(routers.length > 0 &&
        router?.weights !== own?.weights && { routerDtype: router?.weights ?? ownDtype }),
    };
    const dtypes = {
      ...(own !== undefined && { weights: own.weights }),
      ...(compute !== undefined && { compute }),
      ...(cacheFormat !== undefined && growsCache(layer) && { kvCache: cacheFormat }),
    };
    return {
      ...piece,
      spec: extended(piece, keys, specs),
      ...(Object.keys(dtypes).length > 0 && { dtypes: { ...piece.dtypes, ...dtypes } }),
    };
  });
  return { pieces, findings: [...mixed.found.values()] };
}

/** Whether a layer keeps something for each position: recurrent states are no cache, and are not quantised as one. */
function growsCache({ state }: Layer): boolean {
  return state.some(({ retention }) => retention.positions(2) > retention.positions(1));
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
  formatsOf: FormatsOf,
  { kind, name, prefix }: Piece,
  mixed: Mixtures,
): NumberFormats | undefined {
  const found = [...elementsByFormat(tensors, formatsOf).values()];
  found.sort((a, b) => b.elements - a.elements);
  const [most, ...rest] = found;
  const all = found.reduce((sum, { elements }) => sum + elements, 0);
  if (rest.length > 0 && most !== undefined && all > 0) {
    const parts = found.map(({ formats, elements }) => {
      const format = formats?.weights ?? mixed.ownDtype;
      return `${((100 * elements) / all).toFixed(1)} % in ${format}`;
    });
    const path = patternOf(prefix);
    mixed.found.set(`${name} ${path}`, {
      code: 'hf.formats_mixed',
      severity: 'info',
      path,
      message:
        `the matrices of ${kind} "${name}" are stored in several formats, by elements ${parts.join(', ')}; ` +
        `a config has one format for them, so that all count as ${most.formats?.weights ?? mixed.ownDtype}.`,
    });
  }
  return most?.formats;
}
