import { existsSync, readdirSync, readFileSync } from 'node:fs';
import {
  buildModelConfig,
  computeTensorShapesFromConfig,
  elementCount,
  parseConfig,
  tensorBytes,
} from '@mantile/hf';
import { buildModel, validateModelConfig } from '@mantile/config';
import type { Model } from '@mantile/core';
import { describe, expect, test } from 'vitest';

const folder = '../shared/data/hf';
const isThere = existsSync(folder);

interface Truth {
  readonly hf_id: string;
  readonly family: string;
  readonly config: Readonly<Record<string, unknown>> | null;
  readonly config_file: string | null;
  readonly total_params: number;
  readonly active_params: number | null;
  readonly cache: {
    readonly full_per_token_elems: number;
    readonly swa: { readonly n_layers: number; readonly window: unknown } | null;
    readonly extra: string | null;
  } | null;
  readonly params_by_part: Readonly<Record<string, number>>;
  readonly stored: {
    readonly n_tensors: number;
    readonly numel: number;
    readonly bytes: number;
    readonly numel_by_dtype: Readonly<Record<string, number>>;
  };
}

/** What no configuration tells: these checkpoints differ from others with the very same fields. */
const toldByTensorsAlone: Readonly<
  Record<string, { readonly more: number; readonly why: string }>
> = {
  'Qwen/Qwen3-1.7B': { more: -151_936 * 2048, why: 'the tied head is stored, and published twice' },
  'Qwen/Qwen3-Coder-Next': { more: 1_650_471_424, why: 'it comes without multi-token prediction' },
  'deepseek-ai/DeepSeek-V4-Flash-Base': {
    more: -2 * 129_280 * 4096,
    why: 'its multi-token prediction has an embedding and a head of its own',
  },
};

/** Why what lies in the files is not what the configuration says, where the known figures are of something else. */
const storedOtherwise: Readonly<Record<string, string>> = {
  'google/gemma-4-31B-it (BF16, fields from nvidia NVFP4 config)': 'the configuration is quantised',
  'nvidia/NVIDIA-Nemotron-3-Super-120B-A12B-FP8': 'the known figures are before quantisation',
  'nvidia/NVIDIA-Nemotron-3-Super-120B-A12B-NVFP4': 'the known figures are before quantisation',
  'nvidia/NVIDIA-Nemotron-3-Ultra-550B-A55B-FP8': 'the known figures are before quantisation',
  'nvidia/NVIDIA-Nemotron-3.5-Lightning-30B-A3B-NVFP4': 'the known figures are before quantisation',
  'stepfun-ai/Step-3.7-Flash-FP8': 'the known figures are before quantisation',
  'meta-llama/Llama-2-13b-hf': 'it stores tables of rotary frequencies, which can be computed',
  'meta-llama/Llama-2-70b-hf': 'it stores tables of rotary frequencies, which can be computed',
  'moonshotai/Moonlight-16B-A3B': 'it stores tables of rotary frequencies, which can be computed',
  'bryce-hoehn/Qwen3.5-18B-REAP-A3B-Coding':
    'it is stored in bf16, and its configuration says fp16',
  'bryce-hoehn/Qwen3.5-25B-REAP-A3B-Coding':
    'it is stored in bf16, and its configuration says fp16',
};

const truths = isThere
  ? (JSON.parse(readFileSync(`${folder}/truth.json`, 'utf8')) as readonly Truth[])
  : [];

const read = (file: string) => parseConfig(readFileSync(`${folder}/configs/${file}`, 'utf8'));

/** The configuration files of a model. */
function sourcesOf({ config, config_file: file }: Truth) {
  const quantFile = `${file}_hf_quant_config.json`;
  const hasQuant = config === null && existsSync(`${folder}/configs/${quantFile}`);
  return {
    config: config ?? read(`${file}_config.json`).config,
    ...(hasQuant && { quantConfig: read(quantFile).config }),
  };
}

describe.skipIf(!isThere)(`models of known size in ${folder} (skipped where it is absent)`, () => {
  test.each(truths.map((truth) => [truth.hf_id, truth] as const))('%s', (id, truth) => {
    const { config, findings } = buildModelConfig(sourcesOf(truth));
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    const { more = 0 } = toldByTensorsAlone[id] ?? {};
    expect(config?.total_params).toBe(truth.total_params + more);
    if (more === 0) {
      // The known parts do not tell an encoder from the text model.
      const { encoder = 0, text = 0, ...rest } = config?.params_by_part ?? truth.params_by_part;
      expect({ ...rest, text: text + encoder }).toEqual(truth.params_by_part);
    }
    const { errors, warnings } = validateModelConfig(config);
    expect([...errors, ...warnings]).toEqual([]);
  });
});

/** Elements that each further token adds to the cache of a long sequence, before any packing. */
function cacheElementsPerToken(model: Model): number {
  const bytesAt = (contextLen: number) =>
    model.computeMetrics({ phase: 'decode', batchSize: 1, contextLen }).kvCacheTotal;
  return (bytesAt(400_000) - bytesAt(399_872)) / 128 / 2;
}

/** What known figures of a cache leave out: keys of indexers in eight bits, entries of compressed attention. */
const otherCaches = /deepseek_v32|deepseek_v4|glm_moe_dsa|minimax_m3/;

describe.skipIf(!isThere)(
  `what models of known size do in ${folder} (skipped where it is absent)`,
  () => {
    const known = truths.filter(({ hf_id: id }) => !(id in toldByTensorsAlone));

    test.each(known.map((truth) => [truth.hf_id, truth] as const))('%s', (_, truth) => {
      const { config } = buildModelConfig(sourcesOf(truth));
      if (config === undefined) throw new Error('no config');
      const runs = { encoder: 'runs' } as const;
      const dtypes = { kvCache: 'bf16' } as const;
      const model = buildModel(config, { parts: runs, dtypes });
      if (truth.active_params !== null) {
        expect(model.parameterCount.active).toBe(truth.active_params);
      }
      if (truth.cache === null || otherCaches.test(truth.family)) return;
      const { full_per_token_elems: perToken, swa } = truth.cache;
      expect(cacheElementsPerToken(model)).toBe(perToken);
      const windowed = config.layer_types.filter(
        ({ name, class: kind, specs }) =>
          name.startsWith('attention') &&
          kind.startsWith('Sliding') &&
          // Layers that read another's cache keep none.
          specs['shared_kv'] === undefined,
      );
      expect(windowed.reduce((sum, { count }) => sum + count, 0)).toBe(swa?.n_layers ?? 0);
      if (typeof swa?.window !== 'number') return;
      expect(windowed.map(({ specs }) => specs['sliding_window'])).toEqual(
        windowed.map(() => swa.window),
      );
    });
  },
);

describe.skipIf(!isThere)(`files of known size in ${folder} (skipped where it is absent)`, () => {
  const known = truths.filter(
    ({ hf_id: id }) => !(id in toldByTensorsAlone || id in storedOtherwise),
  );

  test.each(known.map((truth) => [truth.hf_id, truth] as const))('%s', (_, truth) => {
    const { tensors = [], findings } = computeTensorShapesFromConfig(sourcesOf(truth));
    const { n_tensors: count, numel, bytes, numel_by_dtype: byDtype } = truth.stored;
    expect(tensors.length).toBe(count);
    expect(tensors.reduce((sum, tensor) => sum + elementCount(tensor), 0)).toBe(numel);
    // Some of the known configurations are reduced to the fields that fix shapes.
    if (findings.some(({ code }) => code === 'hf.dtype_absent')) return;
    expect(tensors.reduce((sum, tensor) => sum + tensorBytes(tensor), 0)).toBe(bytes);
    const found: Record<string, number> = {};
    for (const tensor of tensors) {
      found[tensor.dtype] = (found[tensor.dtype] ?? 0) + elementCount(tensor);
    }
    expect(found).toEqual(byDtype);
  });
});

describe.skipIf(!isThere)(
  `every configuration in ${folder}/configs (skipped where it is absent)`,
  () => {
    const files = isThere
      ? readdirSync(`${folder}/configs`).filter((file) => !file.endsWith('hf_quant_config.json'))
      : [];

    test.each(files)('%s is read', (file) => {
      const { config: parsed, findings: reading } = read(file);
      const { config, findings } = buildModelConfig({ config: parsed });
      const errors = [...reading, ...findings].filter(({ severity }) => severity === 'error');
      // Either a whole config, or a reason why there is none.
      expect(config === undefined).toBe(errors.length > 0);
      if (config === undefined) return;
      expect(validateModelConfig(config).errors).toEqual([]);
    });
  },
);
