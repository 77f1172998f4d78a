import { buildModel, type Finding, type LayerTypeConfig, type ModelConfig } from '@mantile/config';
import { createLayerRegistry, MantileError, type LayerRegistry } from '@mantile/core';

const noticed = 0.01;

/** Says by how much the weights of a class differ from those of the files, which formats of single tensors do. */
export function storedBytesFindings(
  model: ModelConfig,
  before: LayerTypeConfig,
  after: LayerTypeConfig,
  layers: LayerRegistry,
): readonly Finding[] {
  const { tensors = [] } = before;
  const stored = bytesOf(model, before, createLayerRegistry([]));
  const counted = bytesOf(model, after, layers);
  if (tensors.length === 0 || stored === undefined || counted === undefined) return [];
  if (stored === counted) return [];
  const own = tensors.flatMap(({ name, dtype }) => (dtype ? `${name} (${dtype})` : []));
  const shown = own.slice(0, 5).join(', ') + (own.length > 5 ? ' and others' : '');
  return [
    {
      code: 'gap.bytes_differ',
      severity: Math.abs(stored - counted) > noticed * stored ? 'warning' : 'info',
      path: `layer_types.${after.name}`,
      message:
        `${after.class} counts ${counted} bytes of weights for one layer, and its tensors take ${stored}` +
        (own.length === 0
          ? '.'
          : `: ${shown} ${own.length === 1 ? 'has' : 'have'} another format than the rest.`),
      fix:
        own.length === 0
          ? 'Compare the shapes and formats of the class with the tensors.'
          : 'Declare such weights with a dtype of their own in the class, or accept the difference.',
    },
  ];
}

/** Bytes of one layer's weights on one package, in the formats of its config. */
function bytesOf(
  model: ModelConfig,
  type: LayerTypeConfig,
  registry: LayerRegistry,
): number | undefined {
  try {
    // Whatever part it belongs to: under this name it runs, and is counted by itself.
    const alone = { ...model, layerTypes: [{ ...type, name: 'attention', count: 1 }] };
    const [block] = buildModel(alone, { registry, unknown: 'lower' }).blocks;
    return block?.layer.computeWeightMemory();
  } catch (error) {
    if (!MantileError.isInstance(error)) throw error;
    return undefined;
  }
}
