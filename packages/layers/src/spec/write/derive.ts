import { MantileError, parallelAxes, type LayerClass } from '@mantile/core';
import type { SpecCase } from '../cases.ts';
import { measureCase } from '../measure.ts';
import { symbols } from '../names.ts';
import { countsOver, sizesOver } from './candidates.ts';
import { distinctOver } from './distinct.ts';
import { Search, type Sample } from './search.ts';
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
    [
      ...countsOver(['B', 'S', 'L', 'C', ...ofCounts], degrees),
      ...distinctOver(specNames, degrees),
    ],
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
