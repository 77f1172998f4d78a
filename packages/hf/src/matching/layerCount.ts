import type { Finding } from '@mantile/config';
import { placeOf } from '../tensors/pattern.ts';
import type { TextLayers } from './modulePart.ts';

/** Layers that predict further tokens stand behind the model's own, and are told by these. */
const prediction = /(^|\.)(eh_proj|enorm|hnorm|mtp\w*)(\.|$)/;

/** Tensors of text layers behind the last one that the configuration counts. */
export interface LayersBeyond {
  readonly names: ReadonlySet<string>;
  /** That the configuration and the checkpoint have different numbers of layers; nothing where they agree. */
  readonly findings: readonly Finding[];
}

/** Finds among unexplained tensors those of layers that the configuration says there are not. */
export function layersBeyond(unexplained: readonly string[], text: TextLayers): LayersBeyond {
  const places = unexplained.flatMap((name) => {
    const { module, layer } = placeOf(name);
    if (layer === undefined || layer < text.count) return [];
    return text.roots.some((root) => module.startsWith(root)) ? [{ name, layer }] : [];
  });
  const predicting = new Set(
    places.flatMap(({ name, layer }) => (prediction.test(name) ? layer : [])),
  );
  const beyond = places.filter(({ layer }) => !predicting.has(layer));
  const [first] = beyond;
  const names = new Set(beyond.map(({ name }) => name));
  if (first === undefined) return { names, findings: [] };
  const stored = beyond.reduce((most, { layer }) => Math.max(most, layer), 0) + 1;
  const finding: Finding = {
    code: 'hf.layer_count',
    severity: 'error',
    path: 'num_hidden_layers',
    message: `the configuration says ${text.count} layers, and the checkpoint has tensors of ${stored}, such as ${first.name}.`,
    fix: 'Take the configuration and all files of one and the same model, or correct this field.',
  };
  return { names, findings: [finding] };
}
