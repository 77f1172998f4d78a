import {
  layerRoles,
  readLayerName,
  validateModelConfig,
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
