import { validateModelConfig } from '@mantile/config';
import { createLayerRegistry, MantileError, type Fault } from '@mantile/core';
import { standardLayers } from '@mantile/layers';
import { runSpec } from '@mantile/layers/spec';
import { describe, expect, test } from 'vitest';
import { buildModelConfig } from '../../buildModelConfig.ts';
import { unknownMixer } from '../__fixtures__/models.ts';
import { gapsOf } from '../find/gapsOf.ts';
import { readGapRegistry } from '../registry/readGapRegistry.ts';
import { gapRegistryEntries } from '../registry/registryEntries.ts';
import { writeGapRegistry } from '../registry/writeGapRegistry.ts';
import { gapSuite } from '../suite/gapSuite.ts';
import type { ResolveGapRequest } from './request.ts';
import { resolveGap } from './resolveGap.ts';

const { gaps, context } = gapsOf(unknownMixer);
const suite = gaps[0] && gapSuite(gaps[0], context);
const { config } = buildModelConfig(unknownMixer);
if (suite === undefined || config === undefined) throw new Error('the toy has a gap and a config');
const layers = createLayerRegistry([...standardLayers.classes, suite.layer]);
const request: ResolveGapRequest = {
  gap: 1,
  registry: `${writeGapRegistry(gapRegistryEntries(gaps))}\nA note of ours.\n`,
  config,
  cases: suite.text,
  layers,
};

const implemented = request.registry.replace('Created', 'Implemented');

function faultsOf(changes: Partial<ResolveGapRequest>): readonly Fault[] {
  try {
    resolveGap({ ...request, ...changes });
  } catch (error) {
    if (MantileError.isInstance(error)) return error.faults;
    throw error;
  }
  return [];
}

const codesOf = (changes: Partial<ResolveGapRequest>): readonly string[] =>
  faultsOf(changes).map(({ code }) => code);

const messagesOf = (changes: Partial<ResolveGapRequest>): string =>
  faultsOf(changes)
    .map(({ message }) => message)
    .join('\n');

describe('resolveGap', () => {
  test('supports the layer, says so in the registry, and archives the cases', () => {
    const done = resolveGap(request);
    expect(done.files.map(({ path }) => path)).toEqual([
      'gaps/README.md',
      'model_configs/org_mixing-toy.json',
      'specs/MixerLayer.md',
    ]);
    const [registry = '', written = '', spec = ''] = done.files.map(({ text }) => text);
    expect(readGapRegistry(registry).map(({ status }) => status)).toEqual(['Implemented']);
    expect(registry).toContain('A note of ours.');
    expect(JSON.parse(written)).toEqual(done.config);
    const mixer = done.config.layer_types.find(({ name }) => name === 'attention.mixer');
    expect(mixer).toMatchObject({ supported: true, class: 'MixerLayer', count: 2 });
    expect(mixer).not.toHaveProperty('gap_report');
    expect(mixer).not.toHaveProperty('tensors');
    const { errors, warnings } = validateModelConfig(done.config, { registry: layers });
    expect([errors, warnings]).toEqual([[], []]);
    expect(done.findings).toEqual([]);
    expect(runSpec(spec, { layers, file: 'MixerLayer.md' }).passed).toBe(true);
    expect(spec).not.toContain('mixing');
    expect(done.archived).toEqual(['MIXER-1', 'MIXER-2', 'MIXER-3', 'MIXER-4']);
  });

  test('finds the gap by its report file, and adds to the cases that there are', () => {
    const first = resolveGap({ ...request, gap: 'gaps/mixer.md' });
    const canonical = first.files[2]?.text ?? '';
    const other = suite.text
      .replace('# MixerLayer tests', '# Cases of org_mixing-toy, see https://x.example/y')
      .replace(/^(# Test .*)$/gm, '$1, of another model');
    const again = resolveGap({ ...request, cases: other, canonical });
    expect(again.archived).toEqual(['MIXER-5', 'MIXER-6', 'MIXER-7', 'MIXER-8']);
    const spec = again.files[2]?.text ?? '';
    const result = runSpec(spec, { layers, file: 'MixerLayer.md' });
    expect(result.cases).toHaveLength(8);
    expect(result.findings).toEqual([]);
    expect(spec).not.toMatch(/x\.example|mixing/);
  });

  test('refuses what does not close the gap, each with its code', () => {
    expect(codesOf({ gap: 9 })).toEqual(['gap.unknown']);
    const { config: supported } = resolveGap(request);
    expect(codesOf({ registry: implemented, config: supported })).toEqual([
      'gap.already_implemented',
    ]);
    expect(codesOf({ config: { ...config, layer_types: config.layer_types.slice(0, 2) } })).toEqual(
      ['gap.layer_missing'],
    );
    expect(codesOf({ layers: standardLayers })).toEqual(['gap.class_missing']);
    expect(codesOf({ className: 'MLPLayer' })).toContain('gap.too_few_cases');
    expect(codesOf({ cases: '' })).toEqual(['gap.cases_fail', 'gap.too_few_cases']);
    const wrong = suite.text.replace(/(weightMemoryTotal: \*\*)[\d,]+/, '$11');
    expect(codesOf({ cases: wrong })).toContain('gap.cases_fail');
    expect(codesOf({ specs: { hiddenSize: 64 } })).toContain('gap.spec_refused');
  });

  test('puts the layer where its new name belongs, and leaves the others as they stand', () => {
    const names = (types: typeof config.layer_types) => types.map(({ name }) => name);
    const before = names(config.layer_types);
    expect(before.at(-1)).toBe('mixer');
    const at = before.findIndex((name) => !name.startsWith('attention'));
    expect(names(resolveGap(request).config.layer_types)).toEqual([
      ...before.slice(0, at),
      'attention.mixer',
      ...before.slice(at, -1),
    ]);
    const last = resolveGap({ ...request, layerName: 'head.mixer' }).config.layer_types;
    expect(names(last)).toEqual([...before.slice(0, -1), 'head.mixer']);
  });

  test('names class and file of what is wrong, and each number once', () => {
    expect(messagesOf({ layers: standardLayers })).toMatch(/no layer class MixerLayer is/);
    const wrong = suite.text.replace(/(weightMemoryTotal: \*\*)[\d,]+/, '$11');
    const faults = faultsOf({ cases: wrong });
    expect(faults.length).toBeGreaterThan(0);
    for (const { path, message } of faults) {
      expect(path).toMatch(/^gaps\/mixer_tests\.md:\d+$/);
      const numbers = message.match(/\d[\d,]{3,}/g) ?? [];
      expect(new Set(numbers).size).toBe(numbers.length);
    }
    const other = { cases: '', casesFile: 'cases/of-mine.md' };
    expect(faultsOf(other).map(({ path }) => path.replace(/:\d+$/, ''))).toEqual([
      'cases/of-mine.md',
      'cases/of-mine.md',
    ]);
    expect(messagesOf({ registry: implemented, config: resolveGap(request).config })).toBe(
      'gap 1, mixer, is Implemented already, and no layer of org_mixing-toy waits for it.',
    );
  });

  test('serves the config of a further model, whose gap is Implemented already', () => {
    const canonical = resolveGap(request).files[2]?.text ?? '';
    const further = resolveGap({ ...request, registry: implemented, canonical });
    expect(further.files.map(({ path }) => path)).toEqual(['model_configs/org_mixing-toy.json']);
    expect(further.archived).toEqual([]);
    expect(further.config).toEqual(resolveGap(request).config);
    // Nor do they go there twice where the registry was written anew.
    expect(resolveGap({ ...request, canonical }).archived).toEqual([]);
    // Without them there, the cases go to the kind's spec file as they did before.
    const anew = resolveGap({ ...request, registry: implemented });
    expect(anew.files.map(({ path }) => path)).toEqual([
      'model_configs/org_mixing-toy.json',
      'specs/MixerLayer.md',
    ]);
    expect(anew.archived).toEqual(suite.ids);
  });

  test.each(['foo bar', '', '__proto__', 'a|b', '../x', 'attention.a/b'])(
    'refuses %j as the name of a layer, before anything changes',
    (layerName) => {
      expect(codesOf({ layerName })).toEqual(['gap.name_refused']);
    },
  );

  test('says in one message that the cases are of another class', () => {
    const [fault, ...more] = faultsOf({ layers: standardLayers, className: 'MLPLayer' });
    expect([fault?.code, more]).toEqual(['gap.too_few_cases', []]);
    expect(fault?.message).toMatch(/all cases are of MixerLayer, and none of MLPLayer/);
    expect(fault?.message.length).toBeLessThan(250);
  });

  test('refuses a spec whose parameters are not those of the tensors', () => {
    const specs = { ...(suite.layer.examples[0] as Record<string, number>), hiddenSize: 32 };
    expect(codesOf({ specs })).toEqual(['gap.parameters_differ']);
  });
});
