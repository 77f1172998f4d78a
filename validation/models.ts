import type { BuildPhasesOptions, LayerOverrides, ModelConfigDocument } from '@mantile/config';
import {
  deepseek_r1,
  deepseek_v3,
  glm_5,
  gpt_oss_120b,
  llama_3_1_70b,
  llama_3_1_8b,
  minimax_m2_5,
  qwen3_235b_a22b,
  qwen3_32b,
} from '@mantile/config/models';
import { defineDtype, type Dtype, type DtypeName } from '@mantile/core';
import { hasNarrowProducts, isHopper } from './hardware.ts';
import type { Plan } from './case.ts';
import { planOptions } from './plan.ts';

/** What decides in which formats a model runs. */
export interface Formats {
  readonly chip: string;
  readonly engine: string;
  readonly precision: string;
}

type Format = Dtype | DtypeName;

/**
 * vLLM runs four-bit experts on Hopper by Marlin, whose kernels were measured with whole-number weights;
 * only the name of the format tells which kernel is meant, its bytes are those of MXFP4.
 */
const marlin = defineDtype({ name: 'int4 of mxfp4', bits: 4, blockSize: 32, scaleBits: 8 });

const catalogue: readonly (readonly [RegExp, string, ModelConfigDocument])[] = [
  [/gpt-oss-120b/i, 'gpt-oss-120b', gpt_oss_120b],
  [/deepseek-r1/i, 'deepseek-r1', deepseek_r1],
  [/deepseek-v3$/i, 'deepseek-v3', deepseek_v3],
  [/llama-3\.[13]-70b/i, 'llama-3.1-70b', llama_3_1_70b],
  [/llama-3\.1-8b/i, 'llama-3.1-8b', llama_3_1_8b],
  [/minimax-m2\.5/i, 'minimax-m2.5', minimax_m2_5],
  [/qwen3-235b-a22b/i, 'qwen3-235b-a22b', qwen3_235b_a22b],
  [/qwen3-32b/i, 'qwen3-32b', qwen3_32b],
  [/glm-5$/i, 'glm-5', glm_5],
];

/** The catalogue's model that a name in measurements stands for. */
export function modelOf(
  name: string,
): { readonly id: string; readonly config: ModelConfigDocument } | undefined {
  const found = catalogue.find(([pattern]) => pattern.test(name));
  return found === undefined ? undefined : { id: found[1], config: found[2] };
}

/** Shape of experts' popularity: of the two models that a first study fitted it for; the same for all others. */
const popularityShapes: Readonly<Record<string, number>> = {
  'gpt-oss-120b': 0.88,
  'deepseek-r1': 1.7,
  'deepseek-v3': 1.7,
};
const otherShape = 1.25;

/** How a model is built as an engine ran it. */
export function buildOptions(model: string, formats: Formats, plan: Plan): BuildPhasesOptions {
  const { parallelism, experts } = planOptions(plan, layersOf[model]?.moe !== undefined);
  const { dtypes, layers } = formatsOf(model, formats);
  const moe = layersOf[model]?.moe;
  // Routers stay in 16 bits, whatever the experts are quantised to.
  const specs = { popularityShape: popularityShapes[model] ?? otherShape, routerDtype: 'bf16' };
  const sparse: Readonly<Record<string, LayerOverrides>> =
    moe === undefined ? {} : { [moe]: { ...layers[moe], ...experts, specs } };
  // Layers that draft tokens were not loaded.
  const parts = hasDraftLayers.has(model) ? { parts: { mtp: 'absent' as const } } : {};
  return { parallelism, dtypes, layers: { ...layers, ...sparse }, ...parts };
}

const hasDraftLayers = new Set(['deepseek-r1', 'deepseek-v3', 'glm-5']);

interface LayerNames {
  readonly attention: readonly string[];
  readonly dense?: string;
  readonly moe?: string;
}

/** The types of layers of each model. */
const layersOf: Readonly<Record<string, LayerNames>> = {
  'gpt-oss-120b': { attention: ['attention.sliding', 'attention.full'], moe: 'feedforward.moe' },
  'deepseek-r1': { attention: ['attention'], dense: 'feedforward.dense', moe: 'feedforward.moe' },
  'deepseek-v3': { attention: ['attention'], dense: 'feedforward.dense', moe: 'feedforward.moe' },
  'glm-5': { attention: ['attention.sparse'], dense: 'feedforward.dense', moe: 'feedforward.moe' },
  'minimax-m2.5': { attention: ['attention'], moe: 'feedforward.moe' },
  'qwen3-235b-a22b': { attention: ['attention'], moe: 'feedforward.moe' },
  'qwen3-32b': { attention: ['attention'], dense: 'feedforward' },
  'llama-3.1-8b': { attention: ['attention'], dense: 'feedforward' },
  'llama-3.1-70b': { attention: ['attention'], dense: 'feedforward' },
};

function formatsOf(
  model: string,
  { chip, engine, precision }: Formats,
): {
  readonly dtypes: { readonly kvCache: Format };
  readonly layers: Readonly<Record<string, LayerOverrides>>;
} {
  const names = layersOf[model] ?? { attention: [] };
  const isNarrow = precision === 'fp4' || precision === 'fp8';
  const isLatent = model.startsWith('deepseek') || model === 'glm-5';
  // Caches are FP8 wherever weights are quantised, but for those of gpt-oss and SGLang on Hopper.
  const is16Bit =
    !isNarrow ||
    (isHopper(chip) && (model === 'gpt-oss-120b' || (isLatent && engine === 'sglang')));
  const dtypes = { kvCache: is16Bit ? 'bf16' : 'fp8' } as const;
  const all = (layers: readonly (string | undefined)[], weights: Format, compute: Format) =>
    Object.fromEntries(
      layers.flatMap((layer) =>
        layer === undefined ? [] : [[layer, { dtypes: { weights, compute } }]],
      ),
    );
  if (model === 'gpt-oss-120b') {
    // The checkpoint's own formats: MXFP4 experts, everything else BF16.
    if (isHopper(chip)) {
      return { dtypes, layers: engine === 'vllm' ? all([names.moe], marlin, 'bf16') : {} };
    }
    return { dtypes, layers: all([names.moe], 'mxfp4', 'mxfp8') };
  }
  if (precision === 'fp8') {
    const eight = isLatent || model === 'minimax-m2.5' || model.startsWith('qwen3-235b');
    const format = eight ? 'fp8_block' : 'fp8';
    return { dtypes, layers: all([...names.attention, names.dense, names.moe], format, 'fp8') };
  }
  if (precision === 'fp4') {
    const four = chip.startsWith('mi') ? 'mxfp4' : 'nvfp4';
    const compute = hasNarrowProducts(chip) ? four : 'bf16';
    const narrow = all([names.dense, names.moe], four, compute);
    // Latent attention and that of MiniMax stay in 16 bits.
    const wide = isLatent || model === 'minimax-m2.5';
    const attention = all(names.attention, wide ? 'bf16' : four, wide ? 'bf16' : compute);
    return { dtypes, layers: { ...narrow, ...attention } };
  }
  return { dtypes, layers: all([...names.attention, names.dense, names.moe], 'bf16', 'bf16') };
}
