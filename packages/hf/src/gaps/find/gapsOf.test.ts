import { MantileError } from '@mantile/core';
import { describe, expect, test } from 'vitest';
import { buildModelConfig } from '../../buildModelConfig.ts';
import {
  crossAttentionLike,
  extraBias,
  gemma3nLike,
  listed,
  models,
  otherWidth,
  rwkvLike,
  toyConfig,
  unknownMixer,
} from '../__fixtures__/models.ts';
import { gapsOf } from './gapsOf.ts';

const severities = (found: ReturnType<typeof gapsOf>) =>
  Object.fromEntries(found.gaps.map(({ feature, severity }) => [feature, severity]));

describe('gapsOf', () => {
  test.each(Object.entries(models))('leaves no tensor of %s out', (_, sources) => {
    const { gaps, unexplainedTensors, unaccountedTensors } = gapsOf(sources);
    expect(unaccountedTensors).toBe(0);
    expect(gaps.reduce((sum, { tensorCount }) => sum + tensorCount, 0)).toBe(unexplainedTensors);
  });

  test('finds a mixer, where it is, and what part of the model it is', () => {
    const { gaps, context } = gapsOf(unknownMixer);
    // 2·96·64 + 12 + 96·4 + 96 in each of two layers.
    expect(gaps).toMatchObject([
      {
        id: 'mixer',
        severity: 'HIGH',
        type: 'Recurrent',
        module: 'model.layers.{layer}.mixer.',
        layers: '0,2',
        count: 2,
        parameters: 2 * 12780,
        bytes: 2 * 25560,
        className: 'MixerLayer',
      },
    ]);
    expect(gaps[0]?.parameterShare).toBeCloseTo(25560 / context.parameters, 12);
    expect(buildModelConfig(unknownMixer).config?.total_params).toBe(context.parameters);
  });

  test('agrees with the model config on names, classes and report files', () => {
    for (const sources of [unknownMixer, extraBias, otherWidth]) {
      const types = buildModelConfig(sources).config?.layer_types ?? [];
      const unsupported = types.filter(({ supported }) => !supported);
      const gaps = gapsOf(sources).gaps.filter(({ className }) => className !== '');
      expect(gaps.map((gap) => [gap.layerName, gap.className, gap.reportFile])).toEqual(
        unsupported.map((type) => [type.name, type.class, type.gap_report]),
      );
    }
  });

  test('calls an extra bias a variant of the kind that the configuration asks for', () => {
    const [gap] = gapsOf(extraBias).gaps;
    expect(gap).toMatchObject({
      severity: 'MEDIUM',
      nearest: { kind: 'GroupedQueryAttentionLayer', extra: ['q_proj.bias'], isConfigured: true },
    });
    expect(gap?.explained).toContain('q_proj.weight');
  });

  test('says which shape was expected, and which features the configuration has besides', () => {
    const { gaps } = gapsOf(otherWidth);
    expect(gaps[0]?.nearest?.mismatches).toEqual([
      { name: 'up_proj.weight', expected: [192, 64], observed: [200, 64] },
    ]);
    expect(gaps.slice(1).map(({ module, severity }) => [module, severity])).toEqual([
      ['rope_scaling.rope_type', 'LOW'],
      ['memory_width', 'LOW'],
    ]);
  });

  test('finds nothing in a model that is explained, tensors or none', () => {
    const mixing = unknownMixer.tensors?.filter(({ name }) => !name.includes('mixer'));
    expect(gapsOf({ config: toyConfig, tensors: mixing }).gaps).toEqual([]);
    expect(gapsOf({ config: toyConfig }).gaps).toEqual([]);
  });

  test('takes known kinds of an unknown family for a missing mapping, and the rest for missing kinds', () => {
    expect(severities(gapsOf(rwkvLike))).toEqual({
      embeddings: 'LOW',
      pre_ln: 'LOW',
      ln1: 'LOW',
      attention: 'HIGH',
      feed_forward: 'HIGH',
      ln_out: 'LOW',
      head: 'LOW',
    });
    expect(severities(gapsOf(gemma3nLike))).toMatchObject({
      altup: 'HIGH',
      laurel: 'HIGH',
      mlp: 'LOW',
    });
    expect(severities(gapsOf(crossAttentionLike))).toMatchObject({
      cross_attn: 'MEDIUM',
      moe: 'HIGH',
    });
  });

  test('counts a table as a look-up, and the experts that a token uses', () => {
    const { gaps } = gapsOf(gemma3nLike);
    expect(gaps.find(({ id }) => id === 'embed_tokens_per_layer')?.flopsPerToken).toBe(0);
    const moe = gapsOf(crossAttentionLike).gaps.find(({ id }) => id === 'moe');
    // A layer: the router, two of four experts with two matrices and a bias each, and the correction.
    const layer = 2 * 4 * 64 + 2 * 2 * (2 * 128 * 64) + 2 * 64 + 4;
    expect(moe?.flopsPerToken).toBe(2 * layer);
  });

  test('names no class as one that exists, and no file as another', () => {
    const tensors = listed([
      ['linear.0.embedding.w', 4, 4],
      ['README.thing', 4],
      ['mixer.0.a.weight', 3],
      ['mixer.1.a.weight', 5],
      ['a_2.weight', 7],
    ]);
    const { gaps } = gapsOf({ config: {}, tensors });
    expect(gaps.map(({ className, reportFile }) => [className, reportFile])).toEqual([
      ['EmbeddingVariantLayer', 'gaps/embedding.md'],
      ['ReadmeLayer', 'gaps/readme_gap.md'],
      ['ALayer', 'gaps/a.md'],
      ['ALayer', 'gaps/a_2.md'],
      ['A2Layer', 'gaps/a_2_2.md'],
    ]);
  });

  test('refuses a list that no model has', () => {
    const tensors = listed(Array.from({ length: 1001 }, (_, at) => [`part${at}.weight`, 2]));
    let code: string | undefined;
    try {
      gapsOf({ config: {}, tensors });
    } catch (error) {
      if (MantileError.isInstance(error)) code = error.code;
    }
    expect(code).toBe('gaps.too_many');
  });
});
