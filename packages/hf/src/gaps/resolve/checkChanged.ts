import {
  layerRoles,
  readLayerName,
  validateModelConfig,
  type LayerTypeConfig,
  type ModelConfigDocument,
} from '@mantile/config';
import type { FaultList, LayerRegistry } from '@mantile/core';

/** Notes a name that no supported layer can have. */
export function checkName(name: string | undefined, faults: FaultList): void {
  if (name === undefined || readLayerName(name).role !== undefined) return;
  faults.add({
    code: 'gap.name_refused',
    path: 'layerName',
    value: name,
    legal: layerRoles,
    message: `a layer is called ${layerRoles.join(', ')}, refined behind a dot where there are several, such as attention.mixer.`,
  });
}

/** Notes layers of which nobody knows whose they are: as the text model's own they would run for every token. */
export function checkPart(
  name: string | undefined,
  waiting: readonly LayerTypeConfig[],
  faults: FaultList,
): void {
  const unclear = waiting.find((type) => type.name.startsWith('other.'));
  if (name !== undefined || unclear === undefined) return;
  faults.add({
    code: 'gap.part_unclear',
    path: 'layerName',
    value: unclear.name,
    legal: layerRoles,
    message: `${unclear.name} stands in none of the text model's layers, and its name does not say what it is part of. Name it: vision.attention.${unclear.name.slice('other.'.length)} for a tower that encodes images, attention.${unclear.name.slice('other.'.length)} for what runs with every token of the text.`,
  });
}

/** Notes what is wrong with a config, and was not before. */
export function checkChanged(
  before: ModelConfigDocument,
  after: ModelConfigDocument,
  registry: LayerRegistry,
  faults: FaultList,
): void {
  const errorsOf = (config: ModelConfigDocument) =>
    validateModelConfig(config, { registry }).errors;
  const known = new Set(errorsOf(before).map(({ code, message }) => `${code} ${message}`));
  for (const { code, path, message } of errorsOf(after)) {
    if (known.has(`${code} ${message}`)) continue;
    faults.add({
      code: 'gap.config_invalid',
      path,
      value: code,
      message: `the config would be wrong with it: ${message}`,
    });
  }
}
