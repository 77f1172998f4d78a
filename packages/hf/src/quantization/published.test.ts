import { existsSync, readFileSync } from 'node:fs';
import { standardLayers } from '@mantile/layers';
import { expect, test } from 'vitest';
import { layersOf } from '../blueprint/layers.ts';
import { tensorsOf } from '../blueprint/pieceTensors.ts';
import { readBlueprint } from '../mapping/readBlueprint.ts';
import { parseConfig } from '../read/parseConfig.ts';
import { elementCount, tensorBytes } from '../tensors/size.ts';
import type { StoredDtype } from '../tensors/tensor.ts';
import { logicalTensors } from './logicalTensors.ts';
import { readQuantization } from './readQuantization.ts';
import { storedTensors } from './storedTensors.ts';

interface Row {
  readonly hf_id: string;
  readonly config_file: string;
  readonly total_params: number;
  readonly stored: {
    readonly n_tensors: number;
    readonly bytes: number;
    readonly numel_by_dtype: Readonly<Record<string, number>>;
  };
}

// One checkpoint of each way to store weights, with known figures; the larger ones differ by their names alone.
const models = [
  'Qwen/Qwen3-30B-A3B-FP8',
  'XiaomiMiMo/MiMo-V2-Flash',
  'deepseek-ai/DeepSeek-V4-Flash',
  'nvidia/Qwen3.6-27B-NVFP4',
  'nvidia/Gemma-4-31B-IT-NVFP4',
  'nvidia/NVIDIA-Nemotron-3-Nano-30B-A3B-NVFP4',
  'openai/gpt-oss-120b',
  ...(process.env['EVERY_CHECKPOINT'] === undefined
    ? []
    : [
        'MiniMaxAI/MiniMax-M2.5',
        'moonshotai/Kimi-K2.5',
        'nvidia/DeepSeek-V3.1-NVFP4',
        'nvidia/DeepSeek-V3.2-NVFP4',
        'nvidia/DeepSeek-V4-Flash-NVFP4',
        'nvidia/GLM-5.1-NVFP4',
        'nvidia/Kimi-K2.5-NVFP4',
        'nvidia/Kimi-K2.6-NVFP4',
        'nvidia/Kimi-K2.7-Code-NVFP4',
        'nvidia/Qwen3.5-122B-A10B-NVFP4',
        'nvidia/Qwen3.5-397B-A17B-NVFP4',
        'nvidia/Qwen3.6-35B-A3B-NVFP4',
        'sgl-project/DeepSeek-V4-Pro-FP8',
        'zai-org/GLM-5-FP8',
        'zai-org/GLM-5.1-FP8',
      ]),
];

// The real files stay outside the project.
const folder = new URL('../../../../../shared/data/hf/', import.meta.url);
const isThere = existsSync(folder);
const rows = isThere
  ? (JSON.parse(readFileSync(new URL('truth.json', folder), 'utf8')) as readonly Row[])
  : [];

test.skipIf(!isThere).each(models)(
  '%s takes the published tensors, bytes and types (skipped without ../shared)',
  (id) => {
    const row = rows.find(({ hf_id }) => hf_id === id)!;
    const read = (name: string) => {
      const url = new URL(`configs/${row.config_file}_${name}`, folder);
      return existsSync(url) ? parseConfig(readFileSync(url, 'utf8')).config : undefined;
    };
    const config = read('config.json')!;
    const quantization = readQuantization({ config, quantConfig: read('hf_quant_config.json') });
    const { blueprint } = readBlueprint(config, undefined);
    const expected = tensorsOf(blueprint!, layersOf(standardLayers)).filter(
      ({ isOptional }) => isOptional !== true,
    );
    const stored = expected.flatMap(({ name, shape, dtype = 'BF16' }) =>
      storedTensors(
        { name, shape, dtype: dtype as StoredDtype },
        quantization.formatOf(name, shape),
      ),
    );
    const byDtype: Record<string, number> = {};
    for (const tensor of stored) {
      byDtype[tensor.dtype] = (byDtype[tensor.dtype] ?? 0) + elementCount(tensor);
    }
    expect({
      n_tensors: stored.length,
      bytes: stored.reduce((sum, tensor) => sum + tensorBytes(tensor), 0),
      numel_by_dtype: byDtype,
    }).toEqual({
      n_tensors: row.stored.n_tensors,
      bytes: row.stored.bytes,
      numel_by_dtype: row.stored.numel_by_dtype,
    });
    // And back: every weight under its own name and shape.
    const { tensors, findings } = logicalTensors(stored, quantization);
    expect(findings).toEqual([]);
    const shapes = new Map(expected.map(({ name, shape }) => [name, shape]));
    expect(tensors.filter(({ name, shape }) => shapes.get(name)?.join() !== shape.join())).toEqual(
      [],
    );
    expect(tensors).toHaveLength(expected.length);
  },
);
