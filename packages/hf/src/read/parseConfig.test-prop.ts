import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { parseConfig } from './parseConfig.ts';

const prototypeKeys = new Set(['__proto__', 'constructor', 'prototype']);
const key = fc.string().filter((name) => !prototypeKeys.has(name));
const object = fc.object({ key, maxDepth: 4, values: [fc.jsonValue({ maxDepth: 2 })] });

test.prop([object])('agrees with JSON.parse on what both read', (value) => {
  const text = JSON.stringify(value);
  if (/__proto__|constructor|prototype/.test(text)) return;
  expect(parseConfig(text)).toEqual({ config: JSON.parse(text) as object, findings: [] });
});

test.prop([object, fc.nat(), fc.string({ maxLength: 3 })])(
  'any damage gives an object or one finding, never an exception',
  (value, place, insert) => {
    const text = JSON.stringify(value);
    const at = place % (text.length + 1);
    for (const damaged of [text.slice(0, at), text.slice(0, at) + insert + text.slice(at)]) {
      const { config, findings } = parseConfig(damaged);
      const failed = findings.some(({ severity }) => severity === 'error');
      expect(failed ? config : {}).toEqual({});
      let strict: unknown;
      try {
        strict = JSON.parse(damaged);
      } catch {
        continue;
      }
      expect(failed).toBe(typeof strict !== 'object' || strict === null || Array.isArray(strict));
    }
  },
);
