import { FaultList } from '@mantile/core';
import { typed, type EstimateFlags } from '../estimate/estimateFlags.ts';

/** Options that may be given twice: once for either side. */
export type TwiceFlags = Readonly<Partial<Record<keyof EstimateFlags, readonly string[]>>>;

/** A side of a comparison, as it was typed. */
export interface Side {
  readonly model: string;
  readonly flags: EstimateFlags;
}

/**
 * The two sides that were meant: what is given once is meant for both, what is given twice once for either.
 * Refused are more than two, and two that are the same.
 */
export function sidesOf(models: readonly string[], twice: TwiceFlags): readonly [Side, Side] {
  const faults = new FaultList();
  const side = (at: 0 | 1): Side => {
    const flags = Object.entries(twice).map(([name, values]) => [name, values[at] ?? values[0]]);
    return {
      model: models[at] ?? models[0] ?? '',
      flags: Object.fromEntries(flags) as EstimateFlags,
    };
  };
  const given = Object.entries(twice) as readonly (readonly [
    keyof EstimateFlags,
    readonly string[],
  ])[];
  for (const [name, values] of [['model', models] as const, ...given]) {
    if (values.length <= 2) continue;
    const path = name === 'model' ? 'models' : typed(name);
    const message = `there are two sides to compare, and this is given ${values.length} times.`;
    faults.add({ code: 'option.invalid', path, value: values, message });
  }
  const sides = withOwnLoads([side(0), side(1)], twice, faults);
  if (JSON.stringify(sides[0]) === JSON.stringify(sides[1])) {
    const message =
      'both sides are the same; give an option, or the model, twice: once for either side, such as --tp 4 --tp 8.';
    faults.add({ code: 'option.invalid', path: 'compare', message });
  }
  faults.throwIfAny();
  return sides;
}

const loads = ['concurrency', 'batch', 'rate'] as const;

/** Two kinds of load, each given once, are one for either side, in the order in which they were typed. */
function withOwnLoads(
  sides: readonly [Side, Side],
  twice: TwiceFlags,
  faults: FaultList,
): readonly [Side, Side] {
  const kinds = Object.keys(twice).filter((name) => (loads as readonly string[]).includes(name));
  const [first, second, third] = kinds as readonly (typeof loads)[number][];
  if (first === undefined || second === undefined) return sides;
  const isTwice = [first, second].some((kind) => (twice[kind]?.length ?? 0) > 1);
  if (third !== undefined || isTwice) {
    const message =
      'there is one kind of load on either side: give one kind twice, such as --batch 8 --batch 16, or two kinds once each, such as --batch 8 --concurrency 8.';
    faults.add({
      code: 'option.invalid',
      path: kinds.map((kind) => typed(kind as 'rate')).join(', '),
      message,
    });
    return sides;
  }
  const without = ({ model, flags }: Side, kind: (typeof loads)[number]): Side => {
    const { [kind]: _left, ...others } = flags;
    return { model, flags: others };
  };
  return [without(sides[0], second), without(sides[1], first)];
}

/** How the sides differ, in words: `--tp 4` against `--tp 8`. */
export function namesOf([one, other]: readonly [Side, Side]): readonly [string, string] {
  const nameOf = (own: Side, others: Side): string => {
    const flags = Object.entries(own.flags) as readonly (readonly [keyof EstimateFlags, string])[];
    return [
      ...(own.model === others.model ? [] : [own.model]),
      ...flags
        .filter(([name, value]) => others.flags[name] !== value)
        .map(([name, value]) => `${typed(name)} ${value}`),
    ].join(' ');
  };
  return [nameOf(one, other), nameOf(other, one)];
}
