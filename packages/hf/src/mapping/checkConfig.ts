import type { Finding } from '@mantile/config';
import { shown } from '../tensors/shown.ts';

const deepest = 64;
const most = 100;

/** What no JSON can hold in a configuration, each with its path. */
export function checkConfig(config: unknown, name = 'config'): readonly Finding[] {
  const findings: Finding[] = [];
  const refuse = (path: string, expected: string, value: unknown): void => {
    if (findings.length >= most) return;
    const message = `expected ${expected}, got ${shown(value)}.`;
    findings.push({ code: 'hf.config_invalid', severity: 'error', path, message });
  };
  const visit = (value: unknown, path: string, depth: number): void => {
    if (typeof value === 'bigint' || typeof value === 'function' || typeof value === 'symbol') {
      refuse(path, 'a value of JSON', value);
    } else if (typeof value === 'object' && value !== null) {
      if (depth >= deepest) {
        refuse(path, `at most ${deepest} levels`, null);
        return;
      }
      for (const [key, inner] of Object.entries(value)) {
        visit(inner, Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`, depth + 1);
      }
    }
  };
  if (typeof config !== 'object' || config === null || Array.isArray(config)) {
    refuse(name, 'the object that parseConfig reads', config);
    return findings;
  }
  for (const [key, value] of Object.entries(config)) visit(value, key, 1);
  return findings;
}
