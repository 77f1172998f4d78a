import { StepFrame, type Step } from '@mantile/core';
import { dealtTo, enumeratePositions, range, seesCausally } from './positions.ts';

/** A layer of attention and its packages, small enough to be listed head by head and position by position. */
export interface SmallAttention {
  readonly hiddenSize: number;
  readonly numHeads: number;
  readonly numKvHeads: number;
  readonly headDim: number;
  readonly vHeadDim: number;
  readonly hasBias: boolean;
  readonly sinkLogits: boolean;
  readonly window: number;
  readonly sinks: number;
  readonly tensorParallel: number;
  readonly contextParallel: number;
  readonly attentionDataParallel: number;
}

/** What one package holds and does in a step; element sizes: two bytes, statistics four. */
export interface PackageCosts {
  flops: number;
  /** Before the mean number of pairs is rounded up to whole ones. */
  meanFlops: number;
  weights: number;
  activations: number;
  cache: number;
  cacheRead: number;
  cacheWritten: number;
  payload: number;
}

const bytes = 2;
const statisticBytes = 4;

/** The costs of every package of a layer, added up item by item. */
export function enumeratePackages(
  layer: SmallAttention,
  step: Step,
  causal: 'dense' | 'exact',
): readonly PackageCosts[] {
  const frame = new StepFrame().set(step);
  const positions = enumeratePositions(frame, seesCausally(layer.window, layer.sinks));
  return range(0, layer.attentionDataParallel).flatMap((group) =>
    range(0, layer.contextParallel).flatMap((part) =>
      range(0, layer.tensorParallel).map((member) =>
        costsOf(layer, { frame, positions, causal }, { group, part, member }),
      ),
    ),
  );
}

/** Where a package stands on the three axes. */
interface Place {
  readonly group: number;
  readonly part: number;
  readonly member: number;
}

/** A step, and its positions one by one. */
interface ListedStep {
  readonly frame: StepFrame;
  readonly positions: ReturnType<typeof enumeratePositions>;
  readonly causal: 'dense' | 'exact';
}

function costsOf(
  layer: SmallAttention,
  { frame, positions, causal }: ListedStep,
  { group, part, member }: Place,
): PackageCosts {
  const { hiddenSize: d, headDim: e, vHeadDim: v, hasBias } = layer;
  const isDecode = frame.phase === 'decode';
  const { seen, span, past, retained, neededBy } = positions;

  const sequences = dealtTo(group, range(0, frame.batchSize), layer.attentionDataParallel);
  const headsEach = layer.numHeads / layer.tensorParallel;
  const heads = range(member * headsEach, (member + 1) * headsEach);
  const kvHeads = new Set(
    heads.map((head) => Math.floor((head * layer.numKvHeads) / layer.numHeads)),
  );
  const outputBiases = dealtTo(member, range(0, d), layer.tensorParallel);
  const share = (items: readonly unknown[]): number => dealtTo(part, items, layer.contextParallel);
  const tokens = isDecode ? frame.seqLen : share(seen);

  const costs: PackageCosts = {
    flops: 0,
    meanFlops: 0,
    weights: 0,
    activations: 0,
    cache: 0,
    cacheRead: 0,
    cacheWritten: 0,
    payload: 0,
  };
  // Queries, and the rows of the output projection.
  for (const _head of heads) {
    costs.weights += bytes * (d * e + v * d);
    if (hasBias) costs.weights += bytes * e;
    if (layer.sinkLogits) costs.weights += bytes;
  }
  for (const _kvHead of kvHeads) {
    costs.weights += bytes * (d * e + d * v);
    if (hasBias) costs.weights += bytes * (e + v);
  }
  if (hasBias) costs.weights += bytes * d;

  // Of an exactly counted prompt, tokens are dealt so that all packages see alike: each counts for the mean.
  const tokenPairs = causal === 'dense' ? frame.seqLen * span : positions.pairs;
  const meanPairs = isDecode
    ? seen.reduce((sum, visible) => sum + share(causal === 'dense' ? range(0, span) : visible), 0)
    : (tokens * tokenPairs) / frame.seqLen;
  const pairs = Math.ceil(meanPairs - 1e-9);
  const read = share(past);
  const fresh = retained.filter((position) => position >= frame.contextLen);
  const written = isDecode ? fresh.length : share(fresh);

  for (const _sequence of range(0, sequences)) {
    for (const _token of range(0, tokens)) {
      costs.activations += bytes * (d + d);
      for (const _head of heads) {
        costs.flops += 2 * d * e + 2 * v * d + (hasBias ? e : 0);
        costs.activations += bytes * Math.max(e, v);
      }
      for (const _kvHead of kvHeads) {
        costs.flops += 2 * d * e + 2 * d * v + (hasBias ? e + v : 0);
        costs.activations += bytes * (e + v);
      }
      if (hasBias) costs.flops += outputBiases;
      if (layer.tensorParallel > 1) costs.payload += bytes * d;
    }
    costs.meanFlops += heads.length * (meanPairs - pairs) * (2 * e + 2 * v);
    costs.flops += heads.length * pairs * (2 * e + 2 * v);
    const entry = kvHeads.size * bytes * (e + v);
    costs.cache += share(retained) * entry;
    costs.cacheRead += read * entry;
    costs.cacheWritten += written * entry;
    if (layer.contextParallel === 1) continue;
    if (isDecode) {
      for (const _head of heads) costs.payload += tokens * (2 * statisticBytes + v * bytes);
    } else {
      const mostTokens = dealtTo(0, seen, layer.contextParallel);
      costs.payload += neededBy(mostTokens) * entry;
    }
  }
  costs.meanFlops += costs.flops;
  return costs;
}
