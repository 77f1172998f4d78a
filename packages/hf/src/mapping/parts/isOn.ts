import type { ConfigReader } from '../configReader.ts';

/** Whether a switch is on that is off where it is left out; what is neither true nor false is noted. */
export function isOn(config: ConfigReader, name: string): boolean {
  return config.has(name) && config.flag(name);
}
