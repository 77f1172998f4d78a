import type { FindingList } from '../findingList.ts';
import type { LayerView } from '../layers/layerView.ts';

/**
 * Checks counts against num_layers where not all layers say their place. A layer has attention (or a recurrence)
 * and an MLP, or one of both; some have attention twice, some none. What no known structure explains is an error
 * where it cannot be meant, and a warning where indices would tell.
 */
export function checkSums(
  blocks: readonly LayerView[],
  numLayers: number,
  hasUnnamed: boolean,
  findings: FindingList,
): void {
  const sumOf = (role: string): number =>
    blocks
      .filter(({ name }) => name.role === role)
      .reduce((sum, { document }) => sum + document.count, 0);
  const mixers = sumOf('attention');
  const feedforwards = sumOf('feedforward');
  const sums = `num_layers is ${numLayers}, with ${mixers} of attention and ${feedforwards} of feedforward`;
  const arePaired = mixers === numLayers && (feedforwards === numLayers || feedforwards === 0);
  // What is not named may be the other half of these layers.
  if (arePaired || (hasUnnamed && (mixers === numLayers || feedforwards === numLayers))) return;
  const note = (isError: boolean, message: string, fix: string): void => {
    if (isError) findings.error('config.layer_count', 'num_layers', message, fix);
    else findings.warning('config.layer_count', 'num_layers', message, fix);
  };
  const say = 'say by layer_indices which layers have what.';
  if (mixers + feedforwards < numLayers) {
    note(
      !hasUnnamed,
      `${sums}: some layers have neither.`,
      `Correct num_layers, or add what is missing.`,
    );
  } else if (mixers + feedforwards === numLayers) {
    const message = `${sums}: read as layers that have one or the other.`;
    note(false, message, `If so, ${say}`);
  } else if (mixers === feedforwards || feedforwards === 0) {
    note(!hasUnnamed, `${sums}.`, `Set num_layers to ${mixers}, or ${say}`);
  } else {
    note(false, `${sums}.`, `Correct what is wrong, or ${say}`);
  }
}
