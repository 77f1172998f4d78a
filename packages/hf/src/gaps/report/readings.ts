import type { Gap } from '../gap.ts';
import type { KindReading, KeptState } from '../nearest.ts';
import { code, count, shapeText } from '../text/markdown.ts';

/** What a choice of a spec means, where it can be said in words. */
const meanings: Readonly<Record<string, string>> = {
  'outputGate elementwise':
    'an output gate as wide as what the heads yield, fused into the projection of queries: its rows are 2 * numHeads * headDim where values are as wide as keys',
  'outputGate perHead': 'an output gate of one number per head',
  numHeads: 'another number of query heads',
  numKvHeads: 'another number of key and value heads',
  headDim: 'another width of heads',
  vHeadDim: 'another width of values',
  intermediateSize: 'another inner width',
  numExperts: 'another number of experts',
  hiddenSize: 'another width of the model',
};

/** A reading by the key that makes it. */
export function readingName({ key, value }: KindReading): string {
  return `${key} = ${typeof value === 'number' ? count(value) : String(value)}`;
}

/** A reading in a sentence: what it means, and whether every tensor agrees. */
export function readingText(reading: KindReading): string {
  const { key, value, contradictions } = reading;
  const both = `${key} ${String(value)}`;
  const meaning = Object.hasOwn(meanings, both) ? meanings[both] : meanings[key];
  const what = `\`${readingName(reading)}\`${meaning === undefined ? '' : `, ${meaning}`}`;
  if (contradictions.length === 0)
    return `${what}. Then every tensor of the module is as expected.`;
  const against = contradictions.slice(0, 3).map(({ name, expected, observed }) => {
    if (expected === undefined) return `${code(name)} would not be there`;
    if (observed === undefined) return `${code(name)} ${shapeText(expected)} is missing`;
    return `${code(name)} would be ${shapeText(expected)}, and is ${shapeText(observed)}`;
  });
  const more = contradictions.length > 3 ? ` and ${contradictions.length - 3} more` : '';
  return `${what}. Contradicted: ${against.join('; ')}${more}.`;
}

/** The readings of a gap that say something of a tensor. */
export function readingsFor({ nearest }: Gap, name: string): readonly KindReading[] {
  return (nearest?.readings ?? []).filter(({ explains }) => explains.includes(name));
}

/** What is kept, in words and elements. */
export function keptElements(keeps: readonly KeptState[]): string {
  const total = keeps.reduce((sum, { elementsPerPosition }) => sum + elementsPerPosition, 0);
  const parts = keeps.map(
    ({ name, elementsPerPosition, retention }) =>
      `${name} of ${count(elementsPerPosition)} elements for ${retention}`,
  );
  return `${parts.join(', ')}: ${count(total)} elements in all, in one layer`;
}

/** What follows from a reading: its own size, and elements kept per position. */
export function derivedFrom(
  reading: KindReading,
  observed: readonly number[],
  sizes: Readonly<Record<string, number>> = {},
): readonly (readonly [string, number])[] {
  const { key, value, keeps } = reading;
  const name = readingName(reading);
  const { numHeads, headDim } = sizes;
  const [rows = 0] = observed;
  const isOfHeads = typeof value !== 'number' && numHeads !== undefined && rows % numHeads === 0;
  const kept = keeps.reduce((sum, { elementsPerPosition }) => sum + elementsPerPosition, 0);
  const facts: readonly (readonly [string, number | undefined])[] = [
    [key, typeof value === 'number' ? value : undefined],
    ['numHeads', key === 'numHeads' ? undefined : numHeads],
    ['headDim', key === 'headDim' ? undefined : headDim],
    ['rows per head', isOfHeads ? rows / numHeads : undefined],
    ['elements kept per position', keeps.length === 0 ? undefined : kept],
  ];
  return facts.flatMap(([fact, size]) =>
    size === undefined ? [] : [[`${name}: ${fact}`, size] as const],
  );
}
