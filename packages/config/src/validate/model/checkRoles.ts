import type { FindingList } from '../findingList.ts';
import { isTower, plainRole } from '../layers/kindRole.ts';
import type { LayerView } from '../layers/layerView.ts';
import type { ModelView } from './modelView.ts';
import { byPart } from './totals.ts';

/** Notes layers whose class is plainly not what their name says, and towers that consist of attention alone. */
export function checkRoles({ layers, hasAllLayers }: ModelView, findings: FindingList): void {
  for (const { name, document, layerClass, path } of layers) {
    const role = layerClass === undefined ? undefined : plainRole(document.class);
    if (role === undefined || (name.role !== 'attention' && name.role !== 'feedforward')) continue;
    if (role === name.role) continue;
    findings.warning(
      'suspicious.role',
      `${path}.name`,
      `${document.class} is ${role === 'attention' ? 'a mixer of positions' : 'a feed-forward network'}, and its name says ${name.role}.`,
      `Rename it to "${role}", refined behind a dot where there are several, or correct its class.`,
    );
  }
  if (!hasAllLayers) return;
  for (const [part, own] of byPart(layers)) {
    if (!isTower(part) || !own.every(isMixer)) continue;
    findings.warning(
      'suspicious.bare_tower',
      own[0]?.path ?? 'layer_types',
      `of the ${part} part there is nothing but attention.`,
      'Add what stands beside it: its embedding, feed-forward networks and norms.',
    );
  }
}

function isMixer({ name, document, layerClass }: LayerView): boolean {
  return (
    name.role === 'attention' &&
    layerClass !== undefined &&
    plainRole(document.class) === 'attention'
  );
}
