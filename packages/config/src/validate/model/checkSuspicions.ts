import type { FindingList } from '../findingList.ts';
import type { LayerRole } from '../../layerName.ts';
import { likelyRole } from '../layers/likelyRole.ts';
import type { ModelView } from './modelView.ts';

/** Notes what a model can do without, and rarely does. */
export function checkSuspicions({ layers, hasAllLayers }: ModelView, findings: FindingList): void {
  if (!hasAllLayers) return;
  const text = layers.filter(({ name }) => name.part === 'text');
  const has = (role: LayerRole): boolean =>
    // A layer of no standard name may be just that.
    text.some(({ name, document }) => (name.role ?? likelyRole(document.name)) === role);
  const specOf = (view: (typeof layers)[number]): Readonly<Record<string, unknown>> =>
    (view.layer?.spec ?? {}) as Readonly<Record<string, unknown>>;
  const path = 'layer_types';
  if (!has('embedding')) {
    const fix = 'Add an EmbeddingLayer named "embedding".';
    findings.warning('suspicious.no_embedding', path, 'the model has no embedding.', fix);
  }
  // Encoders, whose attention looks both ways, often have none.
  const isEncoder = text.some((view) => specOf(view)['isCausal'] === false);
  if (!has('head') && !isEncoder) {
    findings.warning(
      'suspicious.no_head',
      path,
      'the model has no head.',
      'Add an LMHeadLayer named "head"; with "tied": true where its weight is the embedding\'s.',
    );
  }
  if (!has('norm')) {
    findings.warning(
      'suspicious.no_norm',
      path,
      'the model has no norm.',
      'Add its norms, also the last.',
    );
  }
  const table = text.some(({ document }) => document.class === 'EmbeddingLayer');
  for (const view of text) {
    if (specOf(view)['tied'] !== true || table || has('embedding')) continue;
    findings.error(
      'config.tied_without_embedding',
      `${view.path}.specs.tied`,
      'the weight is said to be that of an embedding, and there is none.',
      'Add the EmbeddingLayer, or remove "tied".',
    );
  }
}
