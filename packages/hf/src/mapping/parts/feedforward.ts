import type { ConfigReader } from '../configReader.ts';

/** A gated network of three matrices, from the fields that most families share. */
export function gatedMlpSpec(
  config: ConfigReader,
  intermediateSize = config.count('intermediate_size'),
): Readonly<Record<string, unknown>> {
  const hasBias = config.raw('mlp_bias') === true;
  return { hiddenSize: config.count('hidden_size'), intermediateSize, ...(hasBias && { hasBias }) };
}
