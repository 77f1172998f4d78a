import type { ModelPart } from '../../modelConfig.ts';
import type { FindingList } from '../findingList.ts';
import { firstCommon, sizeOf, unionOf, writeRanges, type Ranges } from '../layers/layerIndices.ts';
import type { LayerView } from '../layers/layerView.ts';
import { counted } from '../text.ts';
import { checkSums } from './checkSums.ts';
import type { ModelView } from './modelView.ts';

/** Kinds that stand beside a block's mixer or MLP, whatever their name: no layer is one of these alone. */
const besides = new Set([
  'AttentionResidualLayer',
  'DropoutLayer',
  'HyperConnectionLayer',
  'LayerNormLayer',
  'NormLayer',
  'PerLayerEmbeddingLayer',
  'PerLayerInputLayer',
  'RMSNormLayer',
]);

/** Checks counts and indices of layers against each other and against num_layers. */
export function checkCounts(model: ModelView, findings: FindingList): void {
  const blocks = model.layers.filter(isBlock);
  // Of parts other than the text a config does not say how many layers they have.
  const part = blocks.some(({ name }) => name.part === 'text') ? 'text' : blocks[0]?.name.part;
  for (const view of model.layers) {
    checkIndices(view, view.name.part === part ? model.numLayers : undefined, findings);
  }
  checkOverlaps(blocks, findings);
  if (part === undefined || model.numLayers === undefined || !model.hasAllLayers) return;
  const own = blocks.filter(({ name }) => name.part === part);
  const hasUnnamed = model.layers.some(({ name }) => name.role === undefined);
  const placed = own.flatMap(({ indices }) => (indices === undefined ? [] : [indices]));
  if (placed.length < own.length) checkSums(own, model.numLayers, hasUnnamed, findings);
  else if (!hasUnnamed) checkCover(placed, model.numLayers, part, findings);
}

function isBlock({ name, document }: LayerView): boolean {
  const { role } = name;
  return (role === 'attention' || role === 'feedforward') && !besides.has(document.class);
}

function checkIndices(
  { indices, document, path }: LayerView,
  numLayers: number | undefined,
  findings: FindingList,
): void {
  if (indices === undefined) return;
  const at = `${path}.layer_indices`;
  const last = indices.at(-1)?.[1] ?? 0;
  if (numLayers !== undefined && last >= numLayers) {
    const message = `there is no layer ${last}: ${counted(numLayers, 'layer')} run from 0 to ${numLayers - 1}.`;
    findings.error(
      'config.index_out_of_range',
      at,
      message,
      'Correct layer_indices or num_layers.',
    );
  }
  const size = sizeOf(indices);
  // There may be several of a type in each of its layers, two norms for instance.
  if (document.count % size === 0) return;
  const message = `layer_indices name ${counted(size, 'layer')}, and count is ${document.count}.`;
  findings.error(
    'config.index_count',
    at,
    message,
    `Set count to ${size}, or correct layer_indices.`,
  );
}

/** Attention that keeps keys and values of its own: a layer has one such, whichever class it is of. */
const keepsKeys = /^(?!Cross|KimiDelta|Lightning).*AttentionLayer$/;

/** Two of one class cannot be the same block; two of different classes can: attention beside a state space. */
function checkOverlaps(blocks: readonly LayerView[], findings: FindingList): void {
  const earlier = new Map<string, LayerView[]>();
  for (const view of blocks) {
    if (view.indices === undefined) continue;
    const { part, role } = view.name;
    const { class: kind } = view.document;
    const key = `${part} ${role ?? ''} ${keepsKeys.test(kind) ? 'attention' : kind}`;
    const others = earlier.get(key) ?? [];
    earlier.set(key, others);
    // Comparing all with all would take long in a file of thousands.
    for (const other of others.slice(-100)) {
      const common = firstCommon(view.indices, other.indices ?? []);
      if (common === undefined) continue;
      const message = `layer ${common} belongs to ${other.path} too, and a layer has one of them.`;
      const fix = 'Name each layer in one of them.';
      findings.error('config.index_twice', `${view.path}.layer_indices`, message, fix);
      break;
    }
    others.push(view);
  }
}

function checkCover(
  placed: readonly Ranges[],
  numLayers: number,
  part: ModelPart,
  findings: FindingList,
): void {
  const union = unionOf(placed);
  const covered = sizeOf(union);
  const last = union.at(-1)?.[1] ?? 0;
  if (covered === numLayers || last >= numLayers) return;
  const message =
    `num_layers is ${numLayers}, and the ${part === 'text' ? '' : `${part} `}layers that layer_indices name are ` +
    `${writeRanges(union).slice(0, 200)}: ${covered}.`;
  findings.error(
    'config.layer_count',
    'num_layers',
    message,
    covered === last + 1
      ? `Set num_layers to ${covered}, or add the missing layers.`
      : 'Add the missing layers.',
  );
}
