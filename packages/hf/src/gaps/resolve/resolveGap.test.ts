import { validateModelConfig } from '@mantile/config';
import { createLayerRegistry, MantileError } from '@mantile/core';
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
import { resolveGap, type ResolveGapRequest } from './resolveGap.ts';

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

function codesOf(changes: Partial<ResolveGapRequest>): readonly string[] {
  try {
    resolveGap({ ...request, ...changes });
  } catch (error) {
    if (MantileError.isInstance(error)) return error.faults.map(({ code }) => code);
    throw error;
  }
  return [];
}

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
    expect(validateModelConfig(done.config, { registry: layers }).errors).toEqual([]);
    expect(runSpec(spec, { layers, file: 'MixerLayer.md' }).passed).toBe(true);
    expect(spec).not.toContain('mixing');
    expect(done.archived).toEqual(['MIXER-1', 'MIXER-2', 'MIXER-3', 'MIXER-4']);
  });

  test('finds the gap by its report file, and adds to the cases that there are', () => {
    const first = resolveGap({ ...request, gap: 'gaps/mixer.md' });
    const canonical = first.files[2]?.text ?? '';
    const other = suite.text.replace(
      '# MixerLayer tests',
      '# Cases of org_mixing-toy, see https://x.example/y',
    );
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
    expect(codesOf({ registry: request.registry.replace('Created', 'Implemented') })).toEqual([
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

  test('refuses a spec whose parameters are not those of the tensors', () => {
    const specs = { ...(suite.layer.examples[0] as Record<string, number>), hiddenSize: 32 };
    expect(codesOf({ specs })).toEqual(['gap.parameters_differ']);
  });
});
