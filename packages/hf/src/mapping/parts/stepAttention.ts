import type { ConfigReader } from '../configReader.ts';
import type { Source } from '../family.ts';
import type { Body } from './body.ts';
import { assumedOfStep } from './stepAssumptions.ts';

/** Both kinds of attention of Step 3.5 and 3.7. */
export function stepAttentions(
  source: Source,
  isSliding: (layer: number) => boolean,
): Readonly<Record<'full' | 'sliding', Body>> {
  const { config } = source;
  const other = config.section('attention_other_setting');
  const isGated = hasGate(source);
  const headDim = config.count('head_dim');
  const shared = {
    hiddenSize: config.count('hidden_size'),
    headDim,
    // Implied by the family, as is that there are no biases.
    qkNorm: 'perHead',
    ...(isGated && { outputGate: 'perHead' }),
  };
  const numKvHeads = config.count(groupNames);
  const full = { ...shared, numHeads: config.count('num_attention_heads'), numKvHeads };
  const sliding = {
    ...shared,
    headDim: other.optionalCount('head_dim') ?? headDim,
    numHeads: slidingHeads(source, other, isSliding, headDim),
    numKvHeads: other.optionalCount(...groupNames) ?? numKvHeads,
    slidingWindow: config.count('sliding_window'),
  };
  return {
    full: { name: 'attention.full', kind: 'GroupedQueryAttentionLayer', spec: full },
    sliding: { name: 'attention.sliding', kind: 'SlidingWindowAttentionLayer', spec: sliding },
  };
}

const groupNames = ['num_attention_groups', 'num_key_value_heads'] as const;

/** Query heads of the windows: as stated, as stored, or those of the published models. */
function slidingHeads(
  { config, evidence }: Source,
  other: ConfigReader,
  isSliding: (layer: number) => boolean,
  headDim: number,
): number {
  if (other.has('num_attention_heads')) return other.count('num_attention_heads');
  const numLayers = config.count('num_hidden_layers');
  const first = Array.from({ length: numLayers }, (_, layer) => layer).find(isSliding);
  const stored = evidence?.get(`model.layers.${first ?? 0}.self_attn.q_proj.weight`)?.[0];
  if (stored !== undefined) return Math.ceil(stored / headDim);
  return assumedOfStep(config, 'attention_other_setting', 96, 'query heads of windows') ?? 1;
}

function hasGate({ config, evidence }: Source): boolean {
  const field = 'use_head_wise_attn_gate';
  if (config.has(field)) return config.flag(field);
  if (evidence !== undefined) return evidence.has('model.layers.0.self_attn.g_proj.weight');
  return assumedOfStep(config, field, true, 'a gate on each head') ?? false;
}
