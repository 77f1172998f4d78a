import type { ConfigReader } from '../configReader.ts';
import type { Source } from '../family.ts';
import type { Body } from './body.ts';
import { latentSpec } from './latentAttention.ts';

/** Which layers are Kimi Delta Attention: listed from 1, the others are latent attention. */
export function deltaLayers(config: ConfigReader, numLayers: number): (layer: number) => boolean {
  const section = config.section('linear_attn_config');
  const listed = section.numbers('kda_layers');
  if (listed === undefined && !section.has('kda_layers')) {
    const message =
      'expected which layers are linear attention, counted from 1, but there is none.';
    section.note('error', 'hf.field_missing', 'kda_layers', message);
  }
  if (
    listed?.some((layer) => !Number.isInteger(layer) || layer < 1 || layer > numLayers) === true
  ) {
    const message = `expected layers from 1 to ${numLayers}.`;
    section.note('error', 'hf.field_invalid', 'kda_layers', message);
  }
  const delta = new Set(listed);
  return (layer) => delta.has(layer + 1);
}

/** Kimi Delta Attention. */
export function kimiDeltaAttention({ config, evidence }: Source): Body {
  const section = config.section('linear_attn_config');
  const numHeads = section.count('num_heads');
  const useFullRankGate = section.flag('use_full_rank_gate', { absent: false });
  const stored = [...(evidence ?? [])].find(([name]) => name.endsWith('.self_attn.A_log'));
  // Kimi K3 stores the rates of its 96 heads padded to 128, which no field says; Kimi Linear as many as it has.
  const padded = useFullRankGate ? Math.ceil(numHeads / 128) * 128 : numHeads;
  const paddedNumHeads = stored?.[1].reduce((product, size) => product * size, 1) ?? padded;
  return {
    name: 'attention.linear',
    kind: 'KimiDeltaAttentionLayer',
    spec: {
      hiddenSize: config.count('hidden_size'),
      numHeads,
      headDim: section.count('head_dim'),
      convKernel: section.count('short_conv_kernel_size', { absent: 4 }),
      ...(useFullRankGate && { useFullRankGate }),
      ...(paddedNumHeads > numHeads && { paddedNumHeads }),
    },
  };
}

/** Latent attention, with a gate on its output in Kimi K3. */
export function gatedLatentAttention(config: ConfigReader): Body {
  const isGated = config.flag('mla_use_output_gate', { absent: false });
  return {
    name: 'attention.full',
    kind: 'MultiHeadLatentAttentionLayer',
    spec: {
      // The configuration class has no rank where the field is left out.
      ...latentSpec(config, { qLoraRank: undefined }),
      ...(isGated && { outputGate: 'elementwise' }),
    },
  };
}
