import type { TracedOperation, TracedQuantity } from '@mantile/core';
import type { Candidate, SymbolValues } from './candidates.ts';

/** A variation of the case, with what its operations then take. */
export interface Sample {
  readonly values: SymbolValues;
  readonly trace: readonly TracedOperation[];
}

/** An input of an operation. */
interface Place {
  readonly position: number;
  readonly quantity: TracedQuantity;
  readonly input: string;
}

/** What an input is in a variation that has the operation. */
interface Test {
  readonly values: SymbolValues;
  readonly input: number;
}

/** Looks a size up among the candidates. */
export class Search {
  private readonly byValue = new Map<number, Candidate[]>();
  private readonly base: Sample;
  private readonly variations: readonly Sample[];

  constructor(candidates: readonly Candidate[], base: Sample, variations: readonly Sample[]) {
    this.base = base;
    this.variations = variations;
    for (const candidate of [...candidates].sort(
      (one, other) => one.complexity - other.complexity,
    )) {
      const value = candidate.evaluate(base.values);
      const equals = this.byValue.get(value);
      if (equals === undefined) this.byValue.set(value, [candidate]);
      else equals.push(candidate);
    }
  }

  /** The simplest candidate that holds everywhere, else the simplest sum of two. */
  explain(place: Place, isCount: boolean): string | undefined {
    const expected = this.inputAt(this.base, place);
    if (expected === undefined || this.isConstant(expected, place)) return undefined;
    const tests = this.variations.flatMap((sample): readonly Test[] => {
      const input = this.inputAt(sample, place);
      return input === undefined ? [] : [{ values: sample.values, input }];
    });
    return this.direct(expected, tests) ?? (isCount ? undefined : this.sum(expected, tests));
  }

  private direct(expected: number, tests: readonly Test[]): string | undefined {
    return this.byValue.get(expected)?.find(({ evaluate }) => holds(evaluate, tests))?.text;
  }

  private sum(expected: number, tests: readonly Test[]): string | undefined {
    let tries = 0;
    let best: { text: string; complexity: number } | undefined;
    for (const [value, ones] of this.byValue) {
      const others =
        value > 0 && value <= expected / 2 ? this.byValue.get(expected - value) : undefined;
      if (others === undefined) continue;
      for (const one of ones.slice(0, 12)) {
        for (const other of others.slice(0, 12)) {
          const complexity = one.complexity + other.complexity;
          if (best !== undefined && complexity >= best.complexity) continue;
          tries += 1;
          if (tries > 20_000) return best?.text;
          const evaluate = (values: SymbolValues): number =>
            one.evaluate(values) + other.evaluate(values);
          if (holds(evaluate, tests)) best = { text: `${other.text} + ${one.text}`, complexity };
        }
      }
    }
    return best?.text;
  }

  /** What the operation takes in a sample; undefined where the sample has no such operation. */
  private inputAt({ trace }: Sample, { position, quantity, input }: Place): number | undefined {
    const { trace: own } = this.base;
    const name = own[position]?.name;
    const before = own.slice(0, position).filter((each) => each.name === name).length;
    const operation = trace.filter((each) => each.name === name)[before];
    return operation?.terms.find((term) => term.quantity === quantity)?.inputs[input];
  }

  /** Whether no parameter changes an input: the bytes of an element follow from its format. */
  private isConstant(expected: number, place: Place): boolean {
    return this.variations.every(
      (sample) => (this.inputAt(sample, place) ?? expected) === expected,
    );
  }
}

function holds(evaluate: (values: SymbolValues) => number, tests: readonly Test[]): boolean {
  return tests.every(({ values, input }) => input === evaluate(values));
}
