import type { Naming } from '../../blueprint/naming.ts';
import type { ConfigReader } from '../configReader.ts';

/** A gated network of three matrices, from the fields that most families share. */
export function gatedMlpSpec(
  config: ConfigReader,
  intermediateSize = config.count('intermediate_size'),
): Readonly<Record<string, unknown>> {
  // Most configuration classes have no such field.
  const hasBias = config.has('mlp_bias') && config.flag('mlp_bias');
  return { hiddenSize: config.count('hidden_size'), intermediateSize, ...(hasBias && { hasBias }) };
}

/** A gated network whose gate and up are stored in one matrix. */
export function fusedGateNaming(inwards: string, outwards: string): Naming {
  return {
    [`${inwards}.weight`]: { of: ['gate_proj.weight', 'up_proj.weight'] },
    [`${inwards}.bias`]: { of: ['gate_proj.bias', 'up_proj.bias'] },
    [`${outwards}.weight`]: 'down_proj.weight',
    [`${outwards}.bias`]: 'down_proj.bias',
  };
}
