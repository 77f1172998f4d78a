import type { ConfigReader } from '../configReader.ts';

/** A section with the values that the model's code takes where a field is absent, each of which is noted. */
export function withDefaults(
  config: ConfigReader,
  defaults: Readonly<Record<string, unknown>>,
): ConfigReader {
  const missing = Object.entries(defaults).filter(([name]) => !config.has(name));
  for (const [name, value] of missing) config.noteDefault(name, value);
  return config.overriddenBy(Object.fromEntries(missing));
}
