import type { Family } from '../family.ts';
import type { Body } from '../parts/body.ts';
import { rmsNorm } from '../parts/frame.ts';
import { preNormStack } from '../parts/stack.ts';
import { fusedQkvNaming, linearNaming } from '../parts/tower.ts';
import { uniformAttention } from '../parts/window.ts';

/** Qwen 1: heads fused with biases that the output lacks; `intermediate_size` is the width of gate and up together. */
export const qwen: Family = {
  types: ['qwen'],
  describe: (source) => {
    const { config } = source;
    const hiddenSize = config.count('hidden_size');
    const numHeads = config.count('num_attention_heads');
    const headDim = config.count('kv_channels', { absent: 128 });
    const hasBias = !config.flag('no_bias', { absent: true });
    const norm = rmsNorm(hiddenSize);
    const spec = {
      hiddenSize,
      numHeads,
      numKvHeads: numHeads,
      ...(headDim * numHeads !== hiddenSize && { headDim }),
      qkvBias: true,
      ...(hasBias && { oBias: true }),
    };
    const intermediateSize = Math.floor(config.count('intermediate_size') / 2);
    const network: Body = {
      name: 'feedforward',
      kind: 'GatedMLPLayer',
      spec: { hiddenSize, intermediateSize, ...(hasBias && { hasBias }) },
      naming: linearNaming({ w2: 'gate_proj', w1: 'up_proj', c_proj: 'down_proj' }),
    };
    return preNormStack(source, {
      prefix: 'transformer.',
      layers: 'h',
      embedding: 'transformer.wte.',
      finalNorm: { norm, prefix: 'transformer.ln_f.' },
      tiedByDefault: false,
      attention: uniformAttention(spec, undefined, fusedQkvNaming('c_attn', 'c_proj')),
      feedforward: () => network,
      places: { attentionNorm: 'ln_1.', attention: 'attn.', feedforwardNorm: 'ln_2.' },
    });
  },
};
