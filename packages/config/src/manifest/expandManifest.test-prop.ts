import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { buildModel } from '../build/buildModel.ts';
import { encodeModelConfig } from '../codec/encodeModelConfig.ts';
import { validateModelConfig } from '../validate/validateModelConfig.ts';
import { expandManifest, type ExpandedManifest } from './expandManifest.ts';
import { manifestExamples } from './manifestExamples.ts';

const examples = Object.values(manifestExamples);
const words = [
  ...[
    'd_model',
    'n_heads',
    'type',
    'layers',
    'repeat',
    'topology',
    'model',
    '${d_model}',
    '"${x}"',
  ],
  ...[
    'StackedTopology',
    'ParallelTopology',
    'RMSNormLayer',
    'MoELayer',
    'AttentionLayer',
    'mode',
    'gqa',
  ],
  ...[
    '0',
    '-1',
    '1.5',
    '1e3',
    '0x10',
    '.inf',
    '.nan',
    '1e400',
    '99999999999999999999',
    '~',
    'true',
    '""',
  ],
  ...[
    '[',
    ']',
    '{',
    '}',
    '- ',
    ': ',
    '\n',
    '  ',
    '\t',
    '&a',
    '*a',
    '!!set',
    '!x',
    '<<',
    '---',
    '%YAML 1.1',
    '|',
    '>',
    '#',
    '"',
    "'",
  ],
  ...['__proto__', 'constructor', 'toString', '${__proto__}', '\u0000', '\ud800', '\u2028', '’'],
];

/** A change of a text: some of it taken out, something put in its place, or a line of it moved. */
const change = fc.oneof(
  fc.record({ at: fc.nat(), length: fc.nat(12), word: fc.constantFrom(...words, '') }),
  fc.record({ line: fc.nat(), to: fc.nat() }),
);
type Change = { at: number; length: number; word: string } | { line: number; to: number };

function changed(text: string, each: Change): string {
  if ('word' in each) {
    const at = each.at % (text.length + 1);
    return text.slice(0, at) + each.word + text.slice(at + each.length);
  }
  const lines = text.split('\n');
  const [moved = ''] = lines.splice(each.line % lines.length, 1);
  lines.splice(each.to % (lines.length + 1), 0, moved);
  return lines.join('\n');
}

const mutated = fc
  .tuple(fc.constantFrom(...examples), fc.array(change, { minLength: 1, maxLength: 6 }))
  .map(([text, changes]) => changes.reduce(changed, text));

/** Either findings say what is wrong, or what comes out holds what it says and is a valid config. */
function isSound(text: string, { config, findings }: ExpandedManifest): void {
  const last = text.split('\n').length;
  // One look at all of them: there may be many.
  const unsound = findings.filter(
    ({ line, column, code, message }) =>
      !(line >= 1 && line <= last && column >= 1) ||
      !/^[a-z]+\.[a-z_]+$/.test(code) ||
      /undefined|\[object/.test(message),
  );
  expect(unsound).toEqual([]);
  expect(config === undefined).toBe(findings.some(({ severity }) => severity === 'error'));
  if (config === undefined) return;
  expect(buildModel(config).parameterCount.total).toBe(config.totalParams);
  const { errors } = validateModelConfig(encodeModelConfig(config));
  expect(errors).toEqual([]);
}

test.prop([mutated], { numRuns: 2000 })(
  'a mutated manifest is refused with reasons, or is a model',
  (text) => {
    isSound(text, expandManifest(text));
  },
  60_000,
);

test.prop([fc.array(fc.constantFrom(...words), { maxLength: 40 })], { numRuns: 1000 })(
  'so are words in any order',
  (some) => {
    const text = some.join(' ');
    isSound(text, expandManifest(text));
  },
  60_000,
);

const size = fc.integer({ min: 1, max: 8 });

test.prop([size, size, size])('repeats multiply what is repeated', (outer, inner, width) => {
  const norm = `{ type: RMSNormLayer, d_model: ${width} }`;
  const inside = `{ type: RepeatedTopology, repeat: ${inner}, layers: [${norm}] }`;
  const text = `topology: { type: RepeatedTopology, repeat: ${outer}, layers: [${inside}, ${norm}] }`;
  expect(expandManifest(text).config?.totalParams).toBe(outer * (inner + 1) * width);
});

test.prop([fc.constantFrom(...examples), fc.integer({ min: 1, max: 64 })])(
  'what the caller sets is as if the manifest said it',
  (text, factor) => {
    const width = 64 * factor;
    const written = text.replace(/d_model: \d+/g, `d_model: ${width}`);
    const set = expandManifest(text, { variables: { d_model: width } });
    expect(set.config).toEqual(expandManifest(written).config);
  },
);
