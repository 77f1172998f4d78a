import { MantileError } from '@mantile/core';
import { describe, expect, test } from 'vitest';
import { MLPLayer } from '../feedforward/mlp.ts';
import { standardLayers } from '../registry.ts';
import { runSpec } from './run.ts';
import { writeSpec, type SpecDocument } from './write/document.ts';

/** The faults of a call, shortly; [] when there are none. */
function faultsOf(call: () => unknown): readonly (readonly unknown[])[] {
  try {
    call();
    return [];
  } catch (error) {
    if (!MantileError.isInstance(error)) throw error;
    return error.faults.map(({ code, path, message }) => [code, path, message]);
  }
}

describe('runSpec refuses', () => {
  const run = runSpec as (...inputs: readonly unknown[]) => unknown;
  const options = { layers: standardLayers, file: 'any.md' };
  const noText = (got: string) => [
    'option.invalid',
    'text',
    `expected the text of a spec, got ${got}.`,
  ];
  const noOptions = (got: string) => [
    'option.invalid',
    'options',
    `expected an object with layers and file, got ${got}.`,
  ];
  const noLayers = 'expected a registry of layers, such as standardLayers, got';
  const noFile = 'expected the name of the document, for findings, got';

  test.each([
    ['nothing at all', [], [noText('undefined'), noOptions('undefined')]],
    ['a number for the text', [5, options], [noText('5')]],
    [
      'no options in the options',
      ['', {}],
      [
        ['option.invalid', 'options.layers', `${noLayers} undefined.`],
        ['option.invalid', 'options.file', `${noFile} undefined.`],
      ],
    ],
    [
      'all that at once',
      [null, { layers: [], file: 3 }],
      [
        noText('null'),
        ['option.invalid', 'options.layers', `${noLayers} an empty array.`],
        ['option.invalid', 'options.file', `${noFile} 3.`],
      ],
    ],
    [
      'an unknown option',
      ['', { ...options, fil: 'x.md' }],
      [['option.unknown', 'options.fil', 'no such key, did you mean "file"? Known: layers, file.']],
    ],
  ])('%s', (_what, inputs, expected) => {
    expect(faultsOf(() => run(...inputs))).toEqual(expected);
  });
});

describe('writeSpec', () => {
  const write = writeSpec as (document?: unknown) => string;
  const specCase: SpecDocument['cases'][number] = {
    title: 'one package',
    spec: { hiddenSize: 64, intermediateSize: 128 },
    step: { phase: 'prefill', batchSize: 2, seqLen: 8 },
  };
  const document: SpecDocument = {
    layer: MLPLayer,
    prefix: 'MLP',
    overview: ['Any.'],
    cases: [specCase],
  };
  const withCase = (change: object) => ({ ...document, cases: [{ ...specCase, ...change }] });
  const places = (changed: unknown) =>
    faultsOf(() => write(changed)).map(([code, path]) => `${String(code)} ${String(path)}`);

  test('takes what is legal', () => {
    expect(places(document)).toEqual([]);
  });

  test('refuses what is no document, with everything that is missing', () => {
    expect(places(undefined)).toEqual(['option.invalid ']);
    expect(places({})).toEqual(
      ['layer', 'prefix', 'overview', 'cases'].map((path) => `option.invalid ${path}`),
    );
  });

  test('refuses unknown keys anywhere, with the nearest known one', () => {
    const changed = {
      ...withCase({
        parallelizm: { tensorParallel: 4 },
        step: { ...specCase.step, seqLength: 8 },
        hardware: { peakFlops: { bf16: 1e15 }, memoryBandwidth: 1e12, latency: 1 },
      }),
      overviews: [],
    };
    const told = faultsOf(() => write(changed));
    expect(told.map(([code]) => code)).toEqual(Array(4).fill('option.unknown'));
    const message = (path: string) => String(told.find(([, at]) => at === path)?.[2]);
    expect(message('cases.0.parallelizm')).toMatch(/^no such key, did you mean "parallelism"\?/);
    expect(message('cases.0.step.seqLength')).toBe(
      'no such key, did you mean "seqLen"? Known: phase, batchSize, seqLen, contextLen.',
    );
    expect(message('cases.0.hardware.latency')).toContain('did you mean "linkLatency"?');
    expect(message('overviews')).toContain('did you mean "overview"?');
  });

  test.each([
    ['no cases', { ...document, cases: [] }, 'cases'],
    ['a prefix with a heading in it', { ...document, prefix: 'a b\n# Test' }, 'prefix'],
    ['a prefix that no heading may have', { ...document, prefix: 'MLP-2' }, 'prefix'],
    ['a title of two lines', withCase({ title: 'one\npackage' }), 'cases.0.title'],
    ['a document title of two lines', { ...document, title: 'one\n# Test X-1' }, 'title'],
    ['a document title that reads as a case', { ...document, title: 'Test X-1' }, 'title'],
    ['a heading', { ...document, overview: ['Any.', 'Any.\n## Results'] }, 'overview.1'],
    ['an underlined heading', { ...document, overview: ['Results\n==='] }, 'overview.0'],
    ['a heading of a case', { ...document, conventions: ['# Test X-1'] }, 'conventions.0'],
    ['an open block of code', { ...document, overview: ['```\n1'] }, 'overview.0'],
    ['wrong arithmetic', { ...document, overview: ['Any.', 'As `1 + 1 = 3`.'] }, 'overview.1'],
    ['a wrong convention', { ...document, conventions: ['A', '`2 * 2 = 5`'] }, 'conventions.1'],
    ['a title that speaks of another case', withCase({ title: 'TP = 4' }), 'cases.0'],
  ])('refuses %s', (_what, changed, path) => {
    const told = places(changed);
    expect(told.length).toBeGreaterThan(0);
    expect(new Set(told)).toContain(`option.invalid ${path}`);
  });

  test('takes arithmetic in the overview that is right', () => {
    const changed = { ...document, overview: ['As `1 + 1 = 2`.'], conventions: ['`M = B * S`'] };
    const text = write(changed);
    expect(runSpec(text, { layers: standardLayers, file: 'any.md' }).findings).toEqual([]);
  });

  test('tells what the layer refuses of all cases at once', () => {
    const wrong = [
      { ...specCase, spec: { hiddenSize: 64 } },
      { ...specCase, parallelism: { tensorParallel: 3 } },
      { ...specCase, step: { ...specCase.step, batchSize: 0 } },
    ];
    expect(places({ ...document, cases: wrong })).toEqual([
      'spec.invalid cases.0.spec.intermediateSize',
      'parallelism.indivisible cases.1.parallelism.tensorParallel',
      'step.invalid cases.2.step.batchSize',
    ]);
  });
});
