import { expect, test } from 'vitest';
import { chip } from '../../chips/chips.ts';
import { system } from '../../systems/systems.ts';
import type { EngineName } from '../engineCoefficients.ts';
import { servedAs } from './servedAs.ts';
import type { ServedConfig, ServedLayerType } from './servedConfig.ts';

const attention = { name: 'attention', class: 'GroupedQueryAttentionLayer', specs: {} };
const latent = { ...attention, class: 'MultiHeadLatentAttentionLayer' };
const norm = { name: 'norm', class: 'RMSNormLayer', specs: {} };
const experts = (specs: ServedLayerType['specs'] = {}): ServedLayerType => ({
  name: 'feedforward.moe',
  class: 'MoELayer',
  specs: { num_experts: 64, top_k: 8, ...specs },
});
const gptOss: ServedConfig = {
  family: 'gpt_oss',
  layer_types: [attention, experts({ expert_dtype: 'mxfp4' }), norm],
};
const moe = 'feedforward.moe';
const codes = ({ notes }: ReturnType<typeof servedAs>) => notes.map(({ code }) => code);

test('dense models in sixteen bits are served as their config says', () => {
  const { build, calibration, notes } = servedAs(
    { layerTypes: [attention, norm] },
    system('dgx-h100'),
    'vllm',
    { parallelism: { tensorParallel: 2 } },
  );
  expect(build).toEqual({
    parallelism: { tensorParallel: 2 },
    dtypes: {},
    layers: { attention: {}, norm: {} },
    parts: {},
  });
  expect([calibration, notes]).toEqual([{ engine: 'vllm' }, []]);
});

test('experts in MXFP4 run as the engine runs them on the chip', () => {
  const formats = (id: 'h100-sxm' | 'b200-sxm' | 'mi355x', engine: EngineName) =>
    servedAs(gptOss, chip(id), engine).build.layers[moe]?.dtypes;
  expect(formats('h100-sxm', 'vllm')).toMatchObject({ weights: { name: 'int4 of mxfp4' } });
  expect(formats('h100-sxm', 'trtllm')).toBeUndefined();
  expect(formats('b200-sxm', 'trtllm')).toEqual({ weights: 'mxfp4', compute: 'mxfp8' });
  expect(formats('mi355x', 'vllm')).toEqual({ weights: 'mxfp4', compute: 'mxfp8' });
});

test('the cache is as the config or the user says; that it could be packed is only noted', () => {
  const r1 = { layerTypes: [{ ...latent, dtypes: { weights: 'fp8_block' } }] };
  const cache = (...given: Parameters<typeof servedAs>) => {
    const { build, notes } = servedAs(...given);
    return [build.dtypes.kvCache, notes.some(({ code }) => code === 'default.cache_format')];
  };
  expect(cache(gptOss, chip('b200-sxm'), 'vllm')).toEqual([undefined, true]);
  expect(cache(r1, chip('h200-sxm'), 'trtllm')).toEqual([undefined, true]);
  expect(cache(r1, chip('a100-80-sxm'), 'vllm')).toEqual([undefined, false]);
  expect(cache(r1, chip('h200-sxm'), 'vllm', { weights: 'bf16' })).toEqual([undefined, false]);
  expect(cache(r1, chip('h200-sxm'), 'vllm', { kvCache: 'bf16' })).toEqual(['bf16', false]);
  expect(cache(r1, chip('h200-sxm'), 'vllm', { fidelity: 'ideal' })).toEqual([undefined, false]);
  const own = { layerTypes: [{ ...latent, dtypes: { kv_cache: 'fp8', weights: 'fp8' } }] };
  expect(cache(own, chip('b200-sxm'), 'vllm')).toEqual([undefined, false]);
});

test('weights that are packed leave attention, norms and routers wide where checkpoints do', () => {
  const options = { weights: 'nvfp4' } as const;
  const four = { weights: 'nvfp4', compute: 'nvfp4' };
  const wide = { weights: 'bf16', compute: 'bf16' };
  const formats = (config: ServedConfig) => {
    const { build } = servedAs(config, chip('b200-sxm'), 'trtllm', options);
    return Object.values(build.layers).map(({ dtypes }) => dtypes);
  };
  expect(formats({ layerTypes: [latent, experts(), norm] })).toEqual([wide, four, undefined]);
  expect(formats({ layerTypes: [attention, experts(), norm] })).toEqual([four, four, undefined]);
  const minimax = { family: 'minimax_m2', layerTypes: [attention, experts()] };
  expect(formats(minimax)).toEqual([wide, four]);
  expect(codes(servedAs(minimax, chip('b200-sxm'), 'trtllm', options))).toEqual([
    'default.attention_format',
    'default.cache_format',
    'default.expert_popularity',
  ]);
});

test('experts are liked as was observed of their family, unless the config says how', () => {
  const specs = (family: string, own = {}) =>
    servedAs({ family, layerTypes: [experts(own)] }, chip('h100-sxm'), 'vllm').build.layers[moe]
      ?.specs;
  expect(specs('gpt_oss')).toEqual({ popularityShape: 0.88, routerDtype: 'bf16' });
  expect(specs('deepseek_v3')).toMatchObject({ popularityShape: 1.7 });
  expect(specs('constructor')).toMatchObject({ popularityShape: 1.25 });
  expect(specs('gpt_oss', { popularity_shape: 3, router_dtype: 'fp32' })).toEqual({
    popularityShape: 3,
    routerDtype: 'fp32',
  });
});

test('layers that draft are loaded to draft alone', () => {
  const config = { layerTypes: [attention, { ...latent, name: 'mtp.attention' }] };
  const plain = servedAs(config, chip('b200-sxm'), 'sglang');
  expect([plain.build.parts, codes(plain)]).toEqual([
    { mtp: 'absent' },
    ['model.drafting_left_out'],
  ]);
  const drafting = servedAs(config, chip('b200-sxm'), 'sglang', { drafts: true });
  expect([drafting.build.parts, codes(drafting)]).toEqual([{}, []]);
});

test('experts are cut among the packages that attention splits its batch over', () => {
  const plan = (expertParallel: number) =>
    servedAs({ layerTypes: [attention, experts()] }, chip('b200-sxm'), 'vllm', {
      parallelism: { tensorParallel: 2, attentionDataParallel: 4, expertParallel },
    }).build.layers[moe]?.parallelism;
  expect(plan(1)).toEqual({ tensorParallel: 8 });
  expect(plan(8)).toBeUndefined();
});

test('tokens are sent to their experts alone where these lie on more packages than a token has experts', () => {
  const served = (
    engine: EngineName,
    attentionDataParallel: number,
    expertParallel: number,
    own = {},
  ) =>
    servedAs({ layerTypes: [experts(own)] }, chip('gb200'), engine, {
      parallelism: { attentionDataParallel, expertParallel },
    });
  const dispatch = (...given: Parameters<typeof served>) =>
    served(...given).build.layers[moe]?.specs?.['dispatch'];
  expect(dispatch('sglang', 16, 16)).toBe('allToAll');
  expect(dispatch('sglang', 8, 8)).toBeUndefined();
  expect(dispatch('sglang', 1, 16)).toBeUndefined();
  expect(dispatch('vllm', 16, 16)).toBeUndefined();
  expect(dispatch('trtllm', 16, 16, { dispatch: 'allGather' })).toBeUndefined();
  expect(codes(served('trtllm', 16, 16))).toContain('default.expert_dispatch');
  expect(codes(served('trtllm', 8, 8))).not.toContain('default.expert_dispatch');
});

test('kernels are those of the engine where they were measured', () => {
  const config = { layerTypes: [experts()] };
  const { calibration } = servedAs(config, chip('mi355x'), 'atom');
  expect(calibration).toEqual({ routedExperts: 64 });
  expect(servedAs(config, chip('h100-sxm'), 'sglang').calibration.engine).toBe('sglang');
});

test('an unknown engine is refused', () => {
  expect(() => servedAs(gptOss, chip('h100-sxm'), 'vlm' as EngineName)).toThrow(
    /did you mean "vllm"/,
  );
});
