import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { encodeModelConfig } from '../codec/encodeModelConfig.ts';
import { llama, toy } from './__fixtures__/configs.ts';
import { contradictions } from './__fixtures__/holds.ts';
import { mutated } from './__fixtures__/mutate.ts';
import { validateModelConfig } from './validateModelConfig.ts';

const numRuns = 3000;

describe.each([
  ['a toy', toy],
  ['Llama 3.3 70B', llama],
])('%s, changed at random', (_what, original) => {
  test.prop([mutated(original)], { numRuns })(
    'is read to its end, and never wrong in silence',
    (input) => {
      const { valid, errors, warnings, config } = validateModelConfig(input);
      expect(valid).toBe(errors.length === 0);
      for (const { code, path, message } of [...errors, ...warnings]) {
        expect(code).toMatch(/^[a-z]+(?:_[a-z]+)*\.[a-z_]+$/);
        expect(message.length).toBeGreaterThan(5);
        expect(message.length + path.length).toBeLessThan(5000);
      }
      if (errors.length + warnings.length > 0) return;
      // What is kept is all that was given, and it agrees with itself.
      if (config === undefined) throw new Error('a config without a finding is read');
      const document = encodeModelConfig(config);
      expect(JSON.parse(JSON.stringify(document))).toEqual(withoutNull(input));
      expect(contradictions(document)).toEqual([]);
    },
  );

  test.prop([mutated(original)], { numRuns: 500 })(
    'is judged alike as text and parsed',
    (input) => {
      const text = JSON.stringify(input, null, 1);
      const told = (given: unknown) => {
        const { errors, warnings } = validateModelConfig(given);
        return [...errors, ...warnings].map(({ code, path }) => `${code} ${path}`);
      };
      expect(told(text)).toEqual(told(JSON.parse(text)));
    },
  );

  const text = JSON.stringify(original);
  const edit = fc.record({
    at: fc.nat(text.length - 1),
    remove: fc.nat(3),
    insert: fc.oneof(
      fc.constantFrom(
        '',
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        '"',
        '\\',
        'NaN',
        '-',
        '0',
        '1e999',
        '\n',
        '\u0000',
      ),
      fc.string({ maxLength: 4 }),
    ),
  });
  test.prop([fc.array(edit, { minLength: 1, maxLength: 3 })], { numRuns })(
    'letter by letter, is refused where it is no JSON',
    (edits) => {
      let changed = text;
      for (const { at, remove, insert } of edits) {
        changed = changed.slice(0, at) + insert + changed.slice(at + remove);
      }
      const { errors } = validateModelConfig(changed);
      const isSyntax = errors.some(({ code }) =>
        ['config.syntax', 'config.not_finite'].includes(code),
      );
      expect(isSyntax).toBe(!isJson(changed));
    },
  );
});

test.prop([fc.anything({ maxDepth: 4, withBigInt: true, withMap: true, withSparseArray: true })])(
  'anything at all is answered',
  (input) => {
    expect(validateModelConfig(input).valid).toBe(false);
  },
);

function isJson(text: string): boolean {
  try {
    // Numbers that become infinite are none of a file's.
    return !JSON.stringify(JSON.parse(text, refuseInfinite)).includes(infinite);
  } catch {
    return false;
  }
}

const infinite = 'no number of a file';
function refuseInfinite(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? infinite : value;
}

/** A document whose only null, that of a gap report, stands for absence. */
function withoutNull(document: unknown): unknown {
  return JSON.parse(JSON.stringify(document).replaceAll(/"gap_report":null,?/g, ''));
}
