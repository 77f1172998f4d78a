import type { ConfigReader } from '../configReader.ts';

/** The kind of each layer as a field lists it; undefined where there is no such list, or none that holds. */
export function listedLayerKinds<Kind extends string>(
  config: ConfigReader,
  name: string,
  legal: readonly Kind[],
  numLayers = config.count('num_hidden_layers'),
): readonly Kind[] | undefined {
  const listed = config.texts(name);
  if (listed === undefined) return undefined;
  const isLegal = (kind: string): kind is Kind => legal.some((candidate) => candidate === kind);
  const unknown = listed.find((kind) => !isLegal(kind));
  if (unknown !== undefined) {
    config.note(
      'error',
      'hf.layer_kind_unknown',
      name,
      `expected each of ${legal.join(', ')}, got ${JSON.stringify(unknown.slice(0, 60))}.`,
      'Describe the model in a model config by hand, or inspect its tensors for a gap report.',
    );
    return undefined;
  }
  return hasOneEach(config, name, listed, numLayers) ? listed.filter(isLegal) : undefined;
}

/** Yes or no for each layer, as a list of ones and zeros says; undefined where there is no such list. */
export function listedLayerFlags(
  config: ConfigReader,
  name: string,
  numLayers = config.count('num_hidden_layers'),
): readonly boolean[] | undefined {
  if (!Array.isArray(config.raw(name))) return undefined;
  const listed = config.numbers(name);
  if (listed === undefined || !hasOneEach(config, name, listed, numLayers)) return undefined;
  if (listed.every((flag) => flag === 0 || flag === 1)) return listed.map((flag) => flag === 1);
  config.note('error', 'hf.field_invalid', name, 'expected each of 0 and 1.');
  return undefined;
}

/** The same where there must be such a list; empty, with an error noted, where there is none that holds. */
export function requiredLayerFlags(
  config: ConfigReader,
  name: string,
  numLayers = config.count('num_hidden_layers'),
): readonly boolean[] {
  const flags = listedLayerFlags(config, name, numLayers);
  if (flags === undefined && !Array.isArray(config.raw(name))) {
    const message = 'expected 0 or 1 for each layer, but there is no such list.';
    config.note('error', 'hf.field_missing', name, message);
  }
  return flags ?? [];
}

/** Whether a list has an entry for each layer, which is noted where it has not. */
export function hasOneEach(
  config: ConfigReader,
  name: string,
  listed: { readonly length: number },
  numLayers: number,
): boolean {
  if (listed.length === numLayers) return true;
  const message = `lists ${listed.length} layers, but the model has ${numLayers}.`;
  config.note('error', 'hf.layer_list_length', name, message, 'Give one entry for each layer.');
  return false;
}
