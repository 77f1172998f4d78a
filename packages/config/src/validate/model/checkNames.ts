import { modelParts } from '../../modelConfig.ts';
import type { FindingList } from '../findingList.ts';
import { layerRoles } from '../../layerName.ts';
import { standardName } from '../layers/likelyRole.ts';
import type { LayerView } from '../layers/layerView.ts';
import { shown } from '../text.ts';

/** Checks that layers have names of the standard form, no two the same, in the usual order. */
export function checkNames(layers: readonly LayerView[], findings: FindingList): void {
  const seen = new Map<string, string>();
  let last: { readonly rank: number; readonly name: string } | undefined;
  for (const { path, document, name } of layers) {
    const at = `${path}.name`;
    const first = seen.get(document.name);
    if (first !== undefined) {
      const message = `${shown(document.name)} is the name of ${first} too.`;
      const fix = `Tell them apart behind a dot, such as "${standardName(document.name)}.2", or join their counts.`;
      findings.error('config.duplicate_name', at, message, fix);
    } else {
      seen.set(document.name, path);
    }
    if (name.role === undefined) {
      noteName(document.name, document.supported, at, findings);
      continue;
    }
    const rank = modelParts.indexOf(name.part) * layerRoles.length + layerRoles.indexOf(name.role);
    if (last !== undefined && rank < last.rank) {
      const message = `${shown(document.name)} stands behind ${shown(last.name)}.`;
      const order = `${layerRoles.join(', ')}; the parts ${modelParts.join(', ')}`;
      findings.warning('config.layer_order', at, message, `Keep the order ${order}.`);
    } else {
      last = { rank, name: document.name };
    }
  }
}

function noteName(name: string, supported: boolean, path: string, findings: FindingList): void {
  const message = `${shown(name)} is no standard name: a layer is called ${layerRoles.join(', ')}, refined behind a dot, in parts other than the text behind vision., audio., encoder. or mtp.`;
  // Nobody knows whose layers these are: a role would make them the text model's.
  const fix = name.startsWith('other.')
    ? 'Name its part and its role, such as vision.attention, once it is known what it is.'
    : `Rename it to "${standardName(name)}", if it is that.`;
  // Of a layer that nothing knows yet, nobody may know what it stands beside.
  if (supported) findings.error('config.layer_name', path, message, fix);
  else findings.warning('config.layer_name', path, message, fix);
}
