import {
  MantileError,
  parallelAxes,
  type LayerClass,
  type TracedOperation,
  type TracedQuantity,
} from '@mantile/core';
import type { SpecCase } from '../cases.ts';
import { measureCase } from '../measure.ts';
import { symbols } from '../names.ts';
import { countsOver, sizesOver, type Candidate, type SymbolValues } from './candidates.ts';
import type { Derive } from './terms.ts';

/** Inputs that count work; all others are sizes of the layer. */
const counts = new Set([
  'rows',
  'pairs',
  'sequences',
  'queries',
  'tokens',
  'past',
  'written',
  'active',
]);

/** A variation of the case, with what its operations then take. */
interface Sample {
  readonly values: SymbolValues;
  readonly trace: readonly TracedOperation[];
}

/**
 * Finds how the inputs of a case's operations follow from its parameters.
 *
 * A formula is accepted when it holds in the case and in all variations of it: with each parameter changed in
 * turn as far as the layer allows. So it is told from one that fits by chance.
 */
export function derivationsFor(layerClass: LayerClass, specCase: SpecCase): Derive {
  const [base, ...variations] = samplesOf(layerClass, specCase);
  if (base === undefined) return () => undefined;
  const found = new Map<string, string | undefined>();
  const degrees = parallelAxes
    .filter((axis) => (specCase.parallelism?.[axis] ?? 1) > 1)
    .map((axis) => symbols[axis] ?? axis);
  const specNames = [...numbersOf(specCase.spec)].map(([key]) => symbolOf(key));
  const ofCounts = ['topK', 'numExperts', 'slidingWindow']
    .map(symbolOf)
    .filter((name) => specNames.includes(name));
  const work = new Search(
    [...countsOver(['B', 'S', 'L', 'C', ...ofCounts], degrees)],
    base,
    variations,
  );
  const sizes = new Search(sizesOver(specNames, degrees), base, variations);

  return (position, quantity, input) => {
    const at = { position, quantity, input };
    const key = `${position} ${quantity} ${input}`;
    if (!found.has(key))
      found.set(key, (counts.has(input) ? work : sizes).explain(at, counts.has(input)));
    return found.get(key);
  };
}

function symbolOf(name: string): string {
  return symbols[name] ?? name;
}

function numbersOf(spec: object): readonly (readonly [string, number])[] {
  return Object.entries(spec).filter(
    (entry): entry is [string, number] => typeof entry[1] === 'number',
  );
}

function samplesOf(layerClass: LayerClass, specCase: SpecCase): readonly Sample[] {
  const { step, spec, parallelism = {} } = specCase;
  const { hardware: _hardware, ...plain } = specCase;
  const seqLen = step.seqLen ?? 1;
  const contextLen = step.contextLen ?? 0;
  // Where parameters of the layer change, sizes of the step are such that no two shares look alike.
  const odd = {
    ...step,
    batchSize: 3 * step.batchSize,
    seqLen: 7 * seqLen + 5,
    contextLen: contextLen + 11,
  };
  const variations: SpecCase[] = [
    plain,
    { ...plain, step: { ...step, batchSize: step.batchSize + 1 } },
    { ...plain, step: { ...step, batchSize: 7 * step.batchSize } },
    { ...plain, step: { ...step, seqLen: seqLen + 1 } },
    { ...plain, step: { ...step, seqLen: 7 * seqLen } },
    { ...plain, step: { ...step, seqLen: 1 } },
    { ...plain, step: { ...step, seqLen: Math.ceil(seqLen / 3) } },
    { ...plain, step: { ...step, contextLen: contextLen + 1 } },
    { ...plain, step: { ...step, contextLen: Math.floor(contextLen / 100) } },
    ...numbersOf(spec).flatMap(([key, value]) =>
      [2, 3, 0.5, 64].map((factor) => ({
        ...plain,
        step: odd,
        spec: { ...spec, [key]: value * factor },
      })),
    ),
    ...parallelAxes.flatMap((axis) => {
      const degree = parallelism[axis] ?? 1;
      if (degree === 1) return [];
      return [1, 2 * degree].map((other) => ({
        ...plain,
        step: odd,
        parallelism: { ...parallelism, [axis]: other },
      }));
    }),
  ];
  return variations.flatMap((variation) => sampleOf(layerClass, variation) ?? []);
}

function sampleOf(layerClass: LayerClass, specCase: SpecCase): Sample | undefined {
  const { step, spec, parallelism } = specCase;
  const seqLen = step.seqLen ?? 1;
  const contextLen = step.contextLen ?? 0;
  try {
    const { metrics } = measureCase(layerClass, specCase);
    const values = new Map(numbersOf(spec).map(([key, value]) => [symbolOf(key), value]));
    for (const axis of parallelAxes) values.set(symbolOf(axis), parallelism?.[axis] ?? 1);
    values
      .set('B', step.batchSize)
      .set('S', seqLen)
      .set('C', contextLen)
      .set('L', contextLen + seqLen);
    return { values, trace: metrics.trace ?? [] };
  } catch (error) {
    // Not every variation of a legal case is legal.
    if (MantileError.isInstance(error)) return undefined;
    throw error;
  }
}

interface Place {
  readonly position: number;
  readonly quantity: TracedQuantity;
  readonly input: string;
}

/** Looks a size up among the candidates. */
class Search {
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
    return this.direct(expected, place) ?? (isCount ? undefined : this.sum(expected, place));
  }

  private direct(expected: number, place: Place): string | undefined {
    return this.byValue.get(expected)?.find(({ evaluate }) => this.holds(evaluate, place))?.text;
  }

  private sum(expected: number, place: Place): string | undefined {
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
          if (this.holds(evaluate, place))
            best = { text: `${other.text} + ${one.text}`, complexity };
        }
      }
    }
    return best?.text;
  }

  private holds(evaluate: (values: SymbolValues) => number, place: Place): boolean {
    return this.variations.every((sample) => {
      const input = this.inputAt(sample, place);
      return input === undefined || input === evaluate(sample.values);
    });
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
