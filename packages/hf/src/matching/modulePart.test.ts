import { describe, expect, it } from 'vitest';
import { validateModelConfig } from '@mantile/config';
import { createLayerRegistry } from '@mantile/core';
import { standardLayers } from '@mantile/layers';
import {
  buildModelConfig,
  computeTensorShapesFromConfig,
  gapRegistryEntries,
  gapsOf,
  resolveGap,
  type Tensor,
  writeGapRegistry,
} from '../index.ts';
import { gapSuite } from '../gaps/suite/gapSuite.ts';

const config = {
  model_type: 'llama',
  hidden_size: 64,
  intermediate_size: 128,
  num_hidden_layers: 2,
  num_attention_heads: 4,
  num_key_value_heads: 2,
  vocab_size: 500,
  tie_word_embeddings: false,
  torch_dtype: 'bfloat16',
};
const { tensors: own = [] } = computeTensorShapesFromConfig({ config });

const blocks = (module: string, count: number): readonly Tensor[] =>
  Array.from({ length: count }, (_, at) => [
    { name: `${module}.${at}.attn.qkv.weight`, shape: [192, 64], dtype: 'BF16' as const },
    { name: `${module}.${at}.attn.proj.weight`, shape: [64, 64], dtype: 'BF16' as const },
  ]).flat();

const built = (more: readonly Tensor[]) => buildModelConfig({ config, tensors: [...own, ...more] });

describe('blocks that are not layers of the text model', () => {
  it.each([
    ['vision_tower.blocks', 'vision.attn', '0-4'],
    ['audio_tower.layers', 'audio.attn', '0-4'],
    ['zorb.blocks', 'other.attn', undefined],
    ['model.layers.0.experts', 'experts', '0'],
  ])('%s are %s, and the config is valid', (module, name, layers) => {
    const { config: model } = built(blocks(module, 5));
    const type = model?.layer_types.find(({ supported }) => !supported);
    expect([type?.name, type?.layer_indices]).toEqual([name, layers]);
    expect(model && validateModelConfig(model).errors).toEqual([]);
  });

  const closed = (module: string, layerName?: string): readonly string[] => {
    const sources = { config, tensors: [...own, ...blocks(module, 2)] };
    const { gaps, context } = gapsOf(sources);
    const suite = gaps[0] && gapSuite(gaps[0], context);
    const { config: model } = buildModelConfig(sources);
    if (suite === undefined || model === undefined) throw new Error('the toy has a gap');
    const done = resolveGap({
      gap: 1,
      registry: writeGapRegistry(gapRegistryEntries(gaps)),
      config: model,
      cases: suite.text,
      layers: createLayerRegistry([...standardLayers.classes, suite.layer]),
      layerName,
    });
    return done.config.layer_types.map(({ name }) => name);
  };

  it('are closed as what they are part of', () => {
    expect(closed('vision_tower.blocks')).toContain('vision.attention.attn');
    expect(closed('model.layers.0.experts')).toContain('feedforward.experts');
  });

  it('are closed by a name alone where nobody knows whose they are', () => {
    expect(() => closed('zorb.blocks')).toThrow('stands in none of the text model');
    expect(closed('zorb.blocks', 'vision.attention')).toContain('vision.attention');
    expect(closed('zorb.blocks', 'attention.zorb')).toContain('attention.zorb');
  });
});

describe('layers that the configuration says there are not', () => {
  const tensors = own;
  const fewer = { ...config, num_hidden_layers: 1 };

  it('are said, and make neither a config nor a gap', () => {
    const { config: model, findings } = buildModelConfig({ config: fewer, tensors });
    expect(model).toBeUndefined();
    expect(findings.filter(({ severity }) => severity !== 'info')).toMatchObject([
      { code: 'hf.layer_count', path: 'num_hidden_layers', severity: 'error' },
    ]);
    const found = gapsOf({ config: fewer, tensors });
    expect([found.gaps, found.unexplainedTensors, found.unreadTensors]).toEqual([[], 0, 9]);
  });

  it('are no matter where they predict further tokens', () => {
    const weight = { name: 'model.layers.2.eh_proj.weight', shape: [64, 128], dtype: 'BF16' };
    const { config: model, findings } = built([weight as Tensor]);
    expect(findings.map(({ code }) => code)).not.toContain('hf.layer_count');
    expect(model && validateModelConfig(model).errors).toEqual([]);
  });
});
