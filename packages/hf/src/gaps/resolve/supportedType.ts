import type { LayerTypeConfig } from '@mantile/config';
import { MantileError, type FaultList, type LayerRegistry } from '@mantile/core';
import { firstSpec } from './firstSpec.ts';

/** What a layer type is made from when its gap is closed. */
interface Closing {
  readonly cases: string;
  readonly layers: LayerRegistry;
  readonly specs?: Readonly<Record<string, unknown>> | undefined;
}

/** A layer type with its class: the spec must be legal, and hold as many parameters as the tensors do. */
export function supportedType(
  type: LayerTypeConfig,
  className: string,
  { cases, layers, specs = firstSpec(cases) }: Closing,
  faults: FaultList,
): LayerTypeConfig {
  const { gapReport: _report, tensors, specs: before, ...rest } = type;
  const expected =
    before['parameterCount'] ??
    tensors?.reduce(
      (sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1),
      0,
    );
  try {
    const layer = new (layers.get(className))(specs);
    const { total } = layer.parameterCount;
    if (typeof expected === 'number' && expected !== total) {
      faults.add({
        code: 'gap.parameters_differ',
        path: `layer_types.${type.name}.specs`,
        value: total,
        legal: [expected],
        message: `${className} holds ${total} parameters with this spec, and the tensors hold ${expected}. Give the specs of this model, or mend the class.`,
      });
    }
  } catch (error) {
    if (!MantileError.isInstance(error)) throw error;
    for (const fault of error.faults) {
      faults.add({
        ...fault,
        code: 'gap.spec_refused',
        path: `layer_types.${type.name}.specs.${fault.path}`,
      });
    }
  }
  return { ...rest, class: className, supported: true, specs };
}
