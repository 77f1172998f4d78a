import type { ConfigReader } from '../configReader.ts';

/** Whether a switch is on that is off where it is null or left out, which is noted, as is what is neither true nor false. */
export function isOn(config: ConfigReader, name: string): boolean {
  if (!config.states(name)) config.noteDefault(name, false);
  return config.has(name) && config.flag(name);
}
