import type { FindingList } from '../findingList.ts';
import { isNorm } from '../layers/kindRole.ts';
import { counted, isWhole } from '../text.ts';
import type { ModelView } from './modelView.ts';

/** More norms to a layer than any model has, those of queries and keys among them, and more around the layers. */
const mostOfLayer = 8;
const mostAround = 4;

/** Notes norms of the text model that fit no structure. */
export function checkNorms(
  { layers, hiddenSize, numLayers, hasAllLayers }: ModelView,
  findings: FindingList,
): void {
  const norms = layers.filter(
    ({ name, document }) => name.part === 'text' && isNorm(document.class),
  );
  const first = norms[0];
  if (first === undefined || !hasAllLayers) return;
  const widths = norms.map(
    ({ layer }) => (layer?.spec as Readonly<Record<string, unknown>> | undefined)?.['hiddenSize'],
  );
  const known = widths.filter((width) => isWhole(width, 1));
  const isKnown = known.length === widths.length && !findings.hasErrorAt('hidden_size');
  if (hiddenSize !== undefined && isKnown && !known.includes(hiddenSize)) {
    findings.warning(
      'suspicious.norm_width',
      `${first.path}.specs.hidden_size`,
      `no norm is ${hiddenSize} wide, as hidden_size is; there are norms of ${[...new Set(known)].slice(0, 5).join(', ')}.`,
      `Set hidden_size of the norms between layers to ${hiddenSize}, if that is right.`,
    );
  }
  const count = norms.reduce((sum, { document }) => sum + document.count, 0);
  const most = mostOfLayer * (numLayers ?? Infinity) + mostAround;
  if (count <= most) return;
  findings.warning(
    'suspicious.norm_count',
    `${first.path}.count`,
    `${counted(count, 'norm')} for ${counted(numLayers ?? 0, 'layer')}: more than ${mostOfLayer} in each.`,
    'Count the norms of one layer, times the layers, and those around them.',
  );
}
