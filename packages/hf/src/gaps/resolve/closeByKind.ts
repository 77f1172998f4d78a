import type { LayerTypeConfig } from '@mantile/config';
import { MantileError, type FaultList, type LayerRegistry } from '@mantile/core';
import { expectedTensors } from '../../blueprint/naming.ts';
import { placeType } from './placeType.ts';
import { splitOff } from './splitOff.ts';

type Specs = Readonly<Record<string, unknown>>;
type Types = readonly LayerTypeConfig[];
type Shapes = ReadonlyMap<string, string>;

/** A kind that exists, the spec to give it, and what a layer of its own would be called. */
interface Closing {
  readonly className: string;
  readonly specs: Specs;
  readonly name: string;
  readonly layers: LayerRegistry;
}

/**
 * Closes a gap by a kind that exists, where its tensors prove it, name by name: the layer that explains the rest of
 * the module gets the keys of the spec, or the waiting layer is of that kind. Notes what differs where neither holds.
 */
export function closeByKind(
  types: Types,
  waiting: LayerTypeConfig,
  { className, specs, name, layers }: Closing,
  faults: FaultList,
): Types {
  const own = new Map((waiting.tensors ?? []).map((each) => [each.name, each.shape.join(', ')]));
  for (const base of types) {
    if (!base.supported || base.class !== className) continue;
    const whole = { ...base.specs, ...specs };
    const before = shapesOf(className, base.specs, layers);
    const after = shapesOf(className, whole, layers);
    if (typeof before === 'string' || typeof after === 'string') continue;
    if (!isSame(after, new Map([...before, ...own])) || !areApart(before, own)) continue;
    const grown = splitOff(types, base, waiting, whole);
    if (grown !== undefined) return grown.filter((type) => type !== waiting);
  }
  const alone = shapesOf(className, specs, layers);
  if (typeof alone !== 'string' && isSame(alone, own)) {
    const { gapReport: _report, tensors: _tensors, ...rest } = waiting;
    return placeType(types, waiting, { ...rest, name, class: className, supported: true, specs });
  }
  const what = typeof alone === 'string' ? alone : differenceOf(alone, own);
  faults.add({
    code: 'gap.tensors_differ',
    path: `layer_types.${waiting.name}.specs`,
    value: specs,
    message: `${className} with these specs has not the tensors of the gap, neither by itself nor in a layer that is there: ${what} Give the specs that the gap report names, or write a class and its cases.`,
  });
  return types;
}

/** The tensors that a kind needs, or why there is no such layer. */
function shapesOf(className: string, specs: Specs, layers: LayerRegistry): Shapes | string {
  try {
    const { weights } = new (layers.get(className))(specs);
    const needed = expectedTensors(weights, '', {}).filter(
      ({ isOptional, isBuffer }) => isOptional !== true && isBuffer !== true,
    );
    return new Map(needed.map(({ name, shape }) => [name, shape.join(', ')]));
  } catch (error) {
    if (!MantileError.isInstance(error)) throw error;
    return `${error.faults[0]?.path ?? ''}: ${error.faults[0]?.message ?? error.message}`;
  }
}

function isSame(one: Shapes, other: Shapes): boolean {
  return one.size === other.size && [...one].every(([name, shape]) => other.get(name) === shape);
}

function areApart(one: Shapes, other: Shapes): boolean {
  return [...other.keys()].every((name) => !one.has(name));
}

function differenceOf(kind: Shapes, own: Shapes): string {
  for (const [name, shape] of kind) {
    const found = own.get(name);
    if (found === undefined) return `it has ${name} [${shape}], and the gap has not.`;
    if (found !== shape) return `its ${name} is [${shape}], and that of the gap [${found}].`;
  }
  const more = [...own.keys()].find((name) => !kind.has(name));
  return more === undefined ? '' : `it has no ${more}.`;
}
