import { camelKey } from '../../codec/keyCase.ts';
import type { FindingList } from '../findingList.ts';
import { isWhole, pathAt, shown } from '../text.ts';
import { layerWidths } from './layerWidths.ts';
import type { LayerView } from './layerView.ts';
import { isMetadata, metadataKeys, type MetadataKey } from './specKeys.ts';

/** What a model says of itself, as far as it can be read. */
export interface ModelFacts {
  readonly hiddenSize: number | undefined;
  readonly numLayers: number | undefined;
}

/** Checks the figures beside a layer's spec against those that follow from it. */
export function checkMetadata(view: LayerView, facts: ModelFacts, findings: FindingList): void {
  const { specs } = view.document;
  const given = metadataKeys.filter(
    (key) => Object.hasOwn(specs, key) && isMetadata(key, camelKey(key), view.layerClass),
  );
  for (const key of given) {
    const value = specs[key];
    const path = pathAt(`${view.path}.specs`, key);
    if (!isWhole(value)) {
      if (findings.hasErrorAt(path)) continue;
      const message = `expected a whole number, got ${shown(value)}.`;
      findings.error('config.invalid', path, message, 'Correct it, or leave it out.');
    } else if (key === 'layer_idx') {
      checkPlace(value, view, facts, path, findings);
    } else {
      checkFigure(key, value, view, facts, path, findings);
    }
  }
}

function checkPlace(
  value: number,
  { indices, name }: LayerView,
  { numLayers }: ModelFacts,
  path: string,
  findings: FindingList,
): void {
  const [first] = indices?.[0] ?? [];
  if (first !== undefined && first !== value) {
    const message = `layer_indices start at ${first}, not at ${value}.`;
    findings.error('config.wrong_metadata', path, message, `Set layer_idx to ${first}.`);
  } else if (name.part === 'text' && numLayers !== undefined && value >= numLayers) {
    // Some count the layers around the blocks too: an embedding at -1 or 0, a head at the end.
    const isBlock = name.role === 'attention' || name.role === 'feedforward';
    if (!isBlock && value === numLayers) return;
    const message = `layers run from 0 to ${numLayers - 1}; there is no layer ${value}.`;
    findings.error(
      'config.wrong_metadata',
      path,
      message,
      'Set layer_idx to the first of these layers.',
    );
  }
}

function checkFigure(
  key: Exclude<MetadataKey, 'layer_idx'>,
  value: number,
  { layer, layerClass, parameters, document }: LayerView,
  { hiddenSize }: ModelFacts,
  path: string,
  findings: FindingList,
): void {
  // Of an unsupported layer nothing follows but what its tensors hold.
  if (layerClass === undefined && !(key === 'parameter_count' && document.tensors !== undefined))
    return;
  if (layerClass !== undefined && layer === undefined) return;
  const right = rightValues(key, { layer, layerClass, parameters }, hiddenSize);
  if (right === undefined) {
    const message = `${key} cannot be checked: only ${layerClass?.kind ?? 'its class'} knows it.`;
    findings.warning('config.unchecked', path, message, `Leave ${key} out.`);
  } else if (!right.includes(value)) {
    const best = right[0];
    const what = key === 'parameter_count' ? 'one such layer has' : `${key} of this layer is`;
    const message = `${what} ${right.join(' or ')}${key === 'parameter_count' ? ' parameters' : ''}, not ${value}.`;
    findings.error('config.wrong_metadata', path, message, `Set ${key} to ${best}.`);
  }
}

function rightValues(
  key: Exclude<MetadataKey, 'layer_idx'>,
  { layer, layerClass, parameters }: Pick<LayerView, 'layer' | 'layerClass' | 'parameters'>,
  hiddenSize: number | undefined,
): readonly number[] | undefined {
  if (key === 'parameter_count') return parameters === undefined ? undefined : [parameters];
  if (layer === undefined || layerClass === undefined) return undefined;
  const spec = layer.spec as Readonly<Record<string, unknown>>;
  const widths = layerWidths(layerClass, spec, hiddenSize);
  return key === 'input_dim' ? widths?.input : widths?.output;
}
