import type { LayerRegistry } from '@mantile/core';
import type { Findings } from './findings.ts';
import type { ReadLayer } from './readSpec.ts';
import type { TopologyReader } from './readTopology.ts';

/** The layer that scores, as a config has it. */
interface Head extends Pick<ReadLayer, 'kind' | 'spec'> {
  /** The layer as the manifest has it. */
  readonly read: ReadLayer;
}

const projections = new Set(['LinearLayer', 'LoRALinearLayer']);

/**
 * The layer that scores: an output head, or the projection that a model ends with. One from the model's width to its
 * vocabulary is an LMHeadLayer, which scores a prompt at its last position only; as a LinearLayer it would be counted
 * at every position.
 */
export function readHead(
  { counts, last }: TopologyReader,
  embedder: ReadLayer | undefined,
  registry: LayerRegistry,
  findings: Findings,
): Head | undefined {
  const own = [...counts.keys()].find(({ kind }) => kind === 'LMHeadLayer');
  if (last !== undefined)
    checkRows(last.read, embedder, (message, fix) => {
      findings.warning(last.node, 'manifest.head_size', last.path, message, fix);
    });
  if (own !== undefined) return { read: own, kind: own.kind, spec: own.spec };
  if (last === undefined || !projections.has(last.read.kind)) return undefined;
  const { read } = last;
  const [dIn, dOut] = [sizeOf(read, 'dIn'), sizeOf(read, 'dOut')];
  const isPlain =
    read.kind === 'LinearLayer' &&
    // Who says how it is split means a projection like others.
    !Object.hasOwn(read.spec, 'split') &&
    registry.has('LMHeadLayer');
  const scores =
    dIn !== undefined &&
    dOut !== undefined &&
    dIn === sizeOf(embedder, 'hiddenSize') &&
    dOut === sizeOf(embedder, 'vocabSize');
  if (!isPlain || !scores) return { read, kind: read.kind, spec: read.spec };
  const spec = {
    hiddenSize: dIn,
    vocabSize: dOut,
    ...(specOf(read)['hasBias'] === true && { hasBias: true }),
    // A model that looks both ways scores all that it reads.
    ...([...counts.keys()].some((each) => specOf(each)['isCausal'] === false) && {
      scoresAllPositions: true,
    }),
  };
  return { read, kind: 'LMHeadLayer', spec };
}

/** A size in the spec of a layer. */
export function sizeOf(read: ReadLayer | undefined, key: string): number | undefined {
  const value = read && specOf(read)[key];
  return typeof value === 'number' ? value : undefined;
}

function specOf({ layer }: ReadLayer): Readonly<Record<string, unknown>> {
  return layer.spec as Readonly<Record<string, unknown>>;
}

function checkRows(
  read: ReadLayer,
  embedder: ReadLayer | undefined,
  warn: (message: string, fix: string) => void,
): void {
  const vocabulary = sizeOf(embedder, 'vocabSize');
  if (vocabulary === undefined) return;
  const isHead = read.kind === 'LMHeadLayer';
  const rows = isHead
    ? sizeOf(read, 'vocabSize')
    : projections.has(read.kind)
      ? sizeOf(read, 'dOut')
      : undefined;
  if (rows === undefined || rows === vocabulary) return;
  const consequence = isHead ? '' : ' It is taken for a projection that works on every position.';
  warn(
    `the model ends with ${rows} elements, and the vocabulary has ${vocabulary} entries.${consequence}`,
    `Set ${isHead ? 'vocab_size' : 'd_out'} to ${vocabulary}, if it scores tokens.`,
  );
}
