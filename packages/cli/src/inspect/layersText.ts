import type { LayerTypeDocument } from '@mantile/config';
import type { LayerGroup, LayerStructure } from '@mantile/hf';
import { several, whole } from '../print/count.ts';
import { rangesText } from '../print/ranges.ts';
import { table } from '../print/table.ts';

const right = 'right';

/** The layers of a model config, a line each. */
export function layerTypesText(types: readonly LayerTypeDocument[]): string {
  if (types.length === 0) return '';
  const rows = types.map(({ name, class: kind, count, supported, specs }) => [
    name,
    supported ? kind : `${kind} (not supported)`,
    whole(count),
    Object.entries(specs)
      .filter(
        ([, value]) => typeof value === 'number' || typeof value === 'string' || value === true,
      )
      .map(([key, value]) => (value === true ? key : `${key} ${String(value)}`))
      .join(', '),
  ]);
  return table(
    [
      { heading: 'type' },
      { heading: 'class' },
      { heading: 'count', align: right },
      { heading: 'specs' },
    ],
    rows,
  );
}

/** Layers that are alike, a line each, and what lies beside them. */
export function structureText(structure: LayerStructure): string {
  const { groups, prefix, numLayers, hasHead, mtpLayers, hasVision, hasAudio } = structure;
  const beside = [
    ...(hasHead ? [] : ['no head of its own: the embedding serves']),
    ...(mtpLayers === 0 ? [] : [`${mtpLayers} to predict further tokens`]),
    ...(hasVision ? ['a vision part'] : []),
    ...(hasAudio ? ['an audio part'] : []),
  ].join('; ');
  const first = `${several(numLayers, 'layer')} at ${prefix}${beside === '' ? '' : `; ${beside}`}\n`;
  if (groups.length === 0) return first;
  return `${first}${table(
    [
      { heading: 'layers' },
      { heading: 'attention' },
      { heading: 'heads', align: right },
      { heading: 'KV heads', align: right },
      { heading: 'width', align: right },
      { heading: 'network' },
      { heading: 'inner', align: right },
      { heading: 'experts', align: right },
      { heading: 'norms', align: right },
      { heading: 'biases', align: right },
    ],
    groups.map(cells),
  )}`;
}

function cells({ layers, attention, feedForward, norms, biases }: LayerGroup): readonly string[] {
  const some = (count: number | undefined): string => (count === undefined ? '' : whole(count));
  const network = [
    ...(feedForward.isGated ? ['gated'] : []),
    feedForward.type,
    ...(feedForward.hasSharedExpert ? ['with a shared expert'] : []),
  ].join(' ');
  return [
    rangesText(layers),
    attention.hasRecurrence === true ? `${attention.type} + recurrent` : attention.type,
    some(attention.numHeads),
    some(attention.numKvHeads),
    some(attention.headDim),
    network,
    some(feedForward.intermediateSize),
    some(feedForward.numExperts),
    whole(norms.length),
    whole(biases.length),
  ];
}
