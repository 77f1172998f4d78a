/** What a number counts. Rates are one over the other. */
export type Dimension = 'bytes' | 'flops' | 'seconds' | 'bytes/s' | 'flops/s' | 'items';

/** A unit behind a number. */
export interface Unit {
  /** How many base units (bytes, FLOPs, seconds, or their rates) one of it is. */
  readonly factor: number;
  readonly dimension: Dimension;
}

const units = new Map<string, Unit>();

function add(dimension: Dimension, factor: number, ...names: readonly string[]): void {
  for (const name of names) units.set(name, { factor, dimension });
}

const decimal = { k: 1e3, K: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15, E: 1e18 };
const binary = { Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40, Pi: 2 ** 50 };

add('bytes', 1, 'B', 'byte', 'bytes');
add('bytes/s', 1, 'B/s');
add('flops', 1, 'FLOP', 'FLOPs', 'flop', 'flops');
add('flops/s', 1, 'FLOP/s', 'FLOPs/s', 'FLOPS');
for (const [prefix, factor] of [...Object.entries(decimal), ...Object.entries(binary)]) {
  add('bytes', factor, `${prefix}B`);
  add('bytes/s', factor, `${prefix}B/s`);
}
for (const [prefix, factor] of Object.entries(decimal)) {
  add('flops', factor, `${prefix}FLOP`, `${prefix}FLOPs`);
  add('flops/s', factor, `${prefix}FLOP/s`, `${prefix}FLOPs/s`, `${prefix}FLOPS`);
}
add('seconds', 1, 's', 'second', 'seconds');
add('seconds', 1e-3, 'ms', 'milliseconds');
// The micro sign and the Greek letter look alike.
add('seconds', 1e-6, 'us', '\u00b5s', '\u03bcs', 'microseconds');
add('seconds', 1e-9, 'ns', 'nanoseconds');
for (const item of [
  'element',
  'elem',
  'token',
  'head',
  'expert',
  'package',
  'chip',
  'row',
  'pair',
  'position',
  'sequence',
  'parameter',
]) {
  add('items', 1, item, `${item}s`);
}

/** The unit of that name. */
export function unitOf(name: string): Unit | undefined {
  return units.get(name);
}

/** Names of all units of a dimension, for suggestions. */
export function unitsOf(dimension: Dimension): readonly (readonly [string, Unit])[] {
  return [...units].filter(([, unit]) => unit.dimension === dimension);
}
