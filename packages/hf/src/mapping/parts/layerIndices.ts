import type { ConfigReader } from '../configReader.ts';

/** The layers that a field lists, by index from 0; the default that the model's code takes where there is none. */
export function layerIndices(
  config: ConfigReader,
  name: string,
  numLayers: number,
  byDefault: readonly number[],
): readonly number[] {
  const listed = config.numbers(name);
  if (listed === undefined) {
    if (!config.has(name)) config.noteDefault(name, byDefault);
    return byDefault;
  }
  const isIndex = (index: number) => Number.isInteger(index) && index >= 0 && index < numLayers;
  if (listed.every(isIndex) && new Set(listed).size === listed.length) return listed;
  config.note(
    'error',
    'hf.field_invalid',
    name,
    `expected different layers from 0 to ${numLayers - 1}, got ${JSON.stringify(listed).slice(0, 60)}.`,
  );
  return byDefault;
}
