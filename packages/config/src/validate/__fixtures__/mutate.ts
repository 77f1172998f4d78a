import * as fc from 'fast-check';

/** A value of JSON that can be changed. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Path = readonly (string | number)[];

const strange: readonly Json[] = [
  null,
  true,
  -1,
  0,
  1,
  0.5,
  2 ** 53,
  1e300,
  '',
  '1',
  'attention',
  'MLPLayer',
  '../x',
  'x'.repeat(3000),
  [],
  {},
  [[]],
  { specs: {} },
];
const keys = [
  'hidden_size',
  'numLayers',
  'count',
  'specs',
  'constructor',
  'prototype',
  '__proto__',
  'dtype',
  'parallelism',
  'parameter_count',
  'x',
];

const copy = (value: object | Json): Json => JSON.parse(JSON.stringify(value)) as Json;

/** All places in a value, the value itself first. */
function places(value: Json, path: Path = []): Path[] {
  const steps: (string | number)[] = Array.isArray(value)
    ? [...value.keys()]
    : typeof value === 'object' && value !== null
      ? Object.keys(value)
      : [];
  return [path, ...steps.flatMap((step) => places((value as never)[step], [...path, step]))];
}

function at(value: Json, path: Path): Json {
  return path.reduce<Json>((inner, step) => (inner as never)[step], value);
}

/** Sets, or removes where nothing is given, as a parsed file would hold it: prototype keys are keys like others. */
function put(root: Json, path: Path, value: Json | undefined): void {
  const last = path.at(-1);
  if (last === undefined) return;
  const parent = at(root, path.slice(0, -1));
  if (Array.isArray(parent)) {
    if (value === undefined) parent.splice(Number(last), 1);
    else parent[Number(last)] = value;
  } else if (value === undefined) {
    Reflect.deleteProperty(parent as object, last);
  } else {
    Object.defineProperty(parent, last, {
      value,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
}

interface Choice {
  readonly kind: number;
  readonly where: number;
  readonly what: number;
}

/** One change: a number moved, a value removed, renamed, replaced, copied elsewhere, wrapped, or a key added. */
function change(root: Json, { kind, where, what }: Choice): void {
  const all = places(root).slice(1);
  const path = all[where % all.length];
  if (path === undefined) return;
  const value = at(root, path);
  const pick = <Item>(list: readonly Item[]): Item => list[what % list.length] as Item;
  switch (kind) {
    case 0:
    case 1:
    case 2: {
      const numbers = all.filter((candidate) => typeof at(root, candidate) === 'number');
      const chosen = numbers[where % Math.max(1, numbers.length)];
      if (chosen === undefined) return;
      const number = at(root, chosen) as number;
      put(
        root,
        chosen,
        pick([number + 1, number - 1, number * 2, number / 2, -number, what, 1e12]),
      );
      return;
    }
    case 3:
      put(root, path, undefined);
      return;
    case 4:
      put(root, path, copy(pick(strange)));
      return;
    case 5:
      put(root, path, copy(at(root, all[what % all.length] ?? [])));
      return;
    case 6:
      put(root, path, what % 2 === 0 ? [value] : { [pick(keys)]: value });
      return;
    case 7: {
      // What is renamed lies elsewhere then.
      put(root, path, undefined);
      put(root, [...path.slice(0, -1), pick(keys)], value);
      return;
    }
    default: {
      const parent = typeof value === 'object' && value !== null ? path : path.slice(0, -1);
      put(root, [...parent, Array.isArray(at(root, parent)) ? 0 : pick(keys)], pick(strange));
    }
  }
}

/** Changed copies of a value, a few changes each. */
export function mutated(original: object): fc.Arbitrary<Json> {
  const choice = fc.record({ kind: fc.nat(8), where: fc.nat(1e6), what: fc.nat(1e6) });
  return fc.array(choice, { minLength: 1, maxLength: 3 }).map((choices) => {
    const root = copy(original);
    for (const each of choices) {
      // Later changes may meet what earlier ones made of the value.
      if (typeof root === 'object' && root !== null) change(root, each);
    }
    return root;
  });
}
