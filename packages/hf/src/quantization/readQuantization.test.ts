import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseConfig } from '../read/parseConfig.ts';
import type { Tensor } from '../tensors/tensor.ts';
import { readQuantization } from './readQuantization.ts';
import { storedTensors } from './storedTensors.ts';

const matrix = [256, 512];

function kinds(config: object, names: readonly string[], shape: readonly number[] = matrix) {
  const { formatOf } = readQuantization({ config: config as Record<string, unknown> });
  return names.map((name) => formatOf(name, shape).kind);
}

describe('methods of a quantization_config', () => {
  test.each([
    [{ quant_method: 'fp8', weight_block_size: [128, 128] }, 'fp8-block'],
    [{ quant_method: 'fp8', activation_scheme: 'static' }, 'fp8-tensor'],
    [{ quant_method: 'gptq', bits: 4, group_size: 128 }, 'gptq'],
    [{ quant_method: 'awq', bits: 4, group_size: 128 }, 'awq'],
    [{ quant_method: 'bitsandbytes', load_in_4bit: true }, 'bitsandbytes-4bit'],
    [{ quant_method: 'bitsandbytes', load_in_8bit: true }, 'bitsandbytes-8bit'],
    [{ quant_method: 'fbgemm_fp8' }, 'fp8-channel'],
    [{ quant_method: 'modelopt', quant_algo: 'NVFP4' }, 'nvfp4'],
    [{ quant_method: 'modelopt', quant_algo: 'MXFP8' }, 'mxfp8'],
  ])('%j', (quantization_config, kind) => {
    const names = ['model.layers.0.mlp.up_proj.weight', 'model.layers.0.input_layernorm.weight'];
    expect(kinds({ quantization_config }, names)).toEqual([kind, 'plain']);
    expect(kinds({ quantization_config }, ['lm_head.weight', 'model.embed_tokens.weight'])).toEqual(
      ['plain', 'plain'],
    );
  });

  test('one that nobody knows is an error, not a guess', () => {
    const { findings, formatOf } = readQuantization({
      config: { quantization_config: { quant_method: 'constructor' } },
    });
    expect(findings).toMatchObject([{ code: 'quantization.unknown_method', severity: 'error' }]);
    expect(formatOf('a.up_proj.weight', matrix)).toEqual({ kind: 'plain' });
    const modelopt = readQuantization({ quantConfig: { quantization: { quant_algo: 'FP3' } } });
    expect(modelopt.findings).toMatchObject([{ code: 'quantization.unknown_algorithm' }]);
  });

  test('compressed-tensors’ groups, by their formats and targets', () => {
    const weights = (fields: object) => ({ weights: fields });
    const config = {
      quantization_config: {
        quant_method: 'compressed-tensors',
        ignore: ['re:.*self_attn.*', 'lm_head'],
        format: 'pack-quantized',
        config_groups: {
          a: { targets: ['Linear'], ...weights({ type: 'int', num_bits: 4, group_size: 32 }) },
          b: {
            targets: ['re:.*down_proj$'],
            format: 'float-quantized',
            ...weights({ type: 'float', num_bits: 8, strategy: 'channel' }),
          },
        },
      },
    };
    expect(
      kinds(config, [
        'model.layers.0.mlp.experts.3.up_proj.weight',
        'model.layers.0.mlp.experts.3.down_proj.weight',
        'model.layers.0.self_attn.q_proj.weight',
      ]),
    ).toEqual(['packed-int', 'fp8-channel', 'plain']);
  });

  test('stacks of experts in gpt-oss alone', () => {
    const config = { quantization_config: { quant_method: 'mxfp4', modules_to_not_convert: [] } };
    expect(kinds(config, ['model.layers.0.mlp.experts.gate_up_proj'], [32, 2880, 5760])).toEqual([
      'mxfp4',
    ]);
    expect(kinds(config, ['model.layers.0.self_attn.q_proj.weight'])).toEqual(['plain']);
  });
});

describe('lists of exceptions', () => {
  const left = (entry: string, name: string) => {
    const quantization_config = {
      quant_method: 'fp8',
      weight_block_size: [128, 128],
      modules_to_not_convert: [entry],
    };
    return kinds({ quantization_config }, [name])[0] === 'plain';
  };

  test.each([
    ['o_proj', 'model.layers.3.self_attn.o_proj.weight'],
    ['self_attn.o_proj', 'model.layers.3.self_attn.o_proj.weight'],
    ['model.layers.3', 'model.layers.3.self_attn.o_proj.weight'],
    ['model.layers.3.self_attn.o_proj', 'model.language_model.layers.3.self_attn.o_proj.weight'],
    ['model.layers.*.self_attn', 'model.layers.3.self_attn.o_proj.weight'],
    ['*.self_attn.*', 'model.layers.3.self_attn.o_proj.weight'],
    ['mtp*', 'mtp.layers.0.mlp.up_proj.weight'],
    ['model.layers.3*', 'language_model.model.layers.3.self_attn.o_proj.weight'],
    ['re:.*mlp\\.(gate|up|gate_up|down)_proj.*', 'model.layers.3.mlp.up_proj.weight'],
    [
      'model.layers.3.self_attn.indexers_proj',
      'model.layers.3.self_attn.indexer.weights_proj.weight',
    ],
    ['model.layers.3.self_attn.qkv_proj', 'model.layers.3.self_attn.k_proj.weight'],
  ])('%s covers %s', (entry, name) => {
    expect(left(entry, name)).toBe(true);
  });

  test.each([
    ['gate', 'model.layers.3.mlp.gate_proj.weight'],
    ['model.layers.3', 'model.layers.30.self_attn.o_proj.weight'],
    ['model.layers.3.*', 'model.layers.30.self_attn.o_proj.weight'],
    ['attn.o_proj', 'model.layers.3.self_attn.o_proj.weight'],
    ['re:self_attn', 'model.layers.3.self_attn.o_proj.weight'],
  ])('%s does not cover %s', (entry, name) => {
    expect(left(entry, name)).toBe(false);
  });

  test('what cannot be read is a warning with its place', () => {
    const quantization_config = {
      quant_method: 'fp8',
      weight_block_size: [128, 128],
      modules_to_not_convert: ['re:(?=a)', 7, 'ok', 're:(a)\\1'],
    };
    const { findings } = readQuantization({ config: { quantization_config } });
    expect(findings.map(({ code, path }) => [code, path.slice(path.indexOf('['))])).toEqual([
      ['quantization.bad_pattern', '[0]'],
      ['quantization.bad_entry', '[1]'],
      ['quantization.bad_pattern', '[3]'],
    ]);
  });
});

describe('a mixture', () => {
  const layers = {
    'model.language_model.layers.0.self_attn.q_proj': { quant_algo: 'FP8' },
    'model.language_model.layers.0.mlp.experts': { quant_algo: 'W4A16_NVFP4', group_size: 16 },
  };

  test('is what its list says, and nothing else', () => {
    const { formatOf, method } = readQuantization({
      quantConfig: { quantization: { quant_algo: 'MIXED_PRECISION', quantized_layers: layers } },
    });
    expect(method).toBe('modelopt');
    const prefix = 'model.language_model.layers.0.';
    expect(formatOf(`${prefix}self_attn.q_proj.weight`, matrix).kind).toBe('fp8-tensor');
    expect(formatOf(`${prefix}mlp.experts.7.up_proj.weight`, matrix)).toMatchObject({
      kind: 'nvfp4',
      hasInputScale: false,
    });
    expect(formatOf(`${prefix}self_attn.k_proj.weight`, matrix).kind).toBe('plain');
  });

  test('over FP8 leaves the rest as DeepSeek’s fourth generation has it', () => {
    const config = {
      model_type: 'deepseek_v4',
      expert_dtype: 'fp4',
      quantization_config: {
        quant_method: 'fp8',
        weight_block_size: [128, 128],
        quant_algo: 'MIXED_PRECISION',
        ignore: ['*.attn.*', 'mtp.*'],
        quantized_layers: { 'layers.0.ffn.experts': { quant_algo: 'NVFP4' } },
      },
    };
    const { formatOf } = readQuantization({ config });
    expect(formatOf('layers.0.ffn.experts.1.w1.weight', matrix)).toMatchObject({ kind: 'nvfp4' });
    expect(formatOf('layers.0.attn.wq_a.weight', matrix)).toMatchObject({
      kind: 'fp8-block',
      scaleName: 'scale',
      scaleDtype: 'F8_E8M0',
    });
    expect(formatOf('mtp.0.ffn.experts.1.w1.weight', matrix)).toMatchObject({
      kind: 'mxfp4',
      style: 'deepseek',
    });
  });
});

describe('tensors', () => {
  const weight: Tensor = { name: 'a.up_proj.weight', shape: [256, 512], dtype: 'BF16' };

  test('have the last word', () => {
    const tensors = storedTensors(weight, {
      kind: 'nvfp4',
      style: 'modelopt',
      hasInputScale: true,
    });
    const { formatOf, findings } = readQuantization({
      config: { quantization_config: { quant_method: 'fp8', weight_block_size: [128, 128] } },
      tensors,
    });
    expect(formatOf(weight.name, weight.shape).kind).toBe('nvfp4');
    expect(findings).toMatchObject([{ code: 'quantization.disagrees', severity: 'warning' }]);
  });

  test('that agree leave nothing to say, and bits that they leave open are the configuration’s', () => {
    const format = {
      kind: 'packed-int',
      bits: 8,
      groupSize: 32,
      scaleDtype: 'BF16',
      hasZeroPoint: false,
    } as const;
    const quantization_config = {
      quant_method: 'compressed-tensors',
      format: 'pack-quantized',
      config_groups: {
        a: { targets: ['Linear'], weights: { type: 'int', num_bits: 8, group_size: 32 } },
      },
    };
    const { formatOf, findings } = readQuantization({
      config: { quantization_config },
      tensors: storedTensors(weight, format),
    });
    expect(findings).toEqual([]);
    expect(formatOf(weight.name, weight.shape)).toEqual(format);
  });
});

// The real files stay outside the project.
const folder = new URL('../../../../../shared/data/hf/configs/', import.meta.url);
test.skipIf(!existsSync(folder))(
  'every real configuration is understood; four say too little (skipped without ../shared)',
  () => {
    const ids = readdirSync(folder)
      .filter((file) => file.endsWith('_config.json') && !file.endsWith('_hf_quant_config.json'))
      .map((file) => file.slice(0, -'_config.json'.length));
    expect(ids.length).toBe(86);
    const methods = new Set<string>();
    const trimmed: string[] = [];
    for (const id of ids) {
      const read = (name: string) => {
        const url = new URL(`${id}_${name}`, folder);
        return existsSync(url) ? parseConfig(readFileSync(url, 'utf8')).config : undefined;
      };
      const { method, findings } = readQuantization({
        config: read('config.json'),
        quantConfig: read('hf_quant_config.json'),
      });
      if (findings.some(({ code }) => code === 'quantization.no_exceptions')) trimmed.push(id);
      else expect(findings, id).toEqual([]);
      methods.add(method);
    }
    expect([...methods].sort()).toEqual(['compressed-tensors', 'fp8', 'modelopt', 'mxfp4', 'none']);
    expect(trimmed.every((id) => /Nemotron-3-(Super|Ultra)/.test(id))).toBe(true);
    expect(trimmed).toHaveLength(4);
  },
);
