import type { ConfigReader } from '../configReader.ts';

type Spec = Readonly<Record<string, unknown>>;

/** What differs between families with the common fields of attention. */
export interface AttentionChoices {
  /** Default of the family's configuration class for the number of KV heads; as many as heads when absent. */
  readonly numKvHeads?: number;
  /** Biases of queries, keys and values; as `attention_bias` says when absent. */
  readonly qkvBias?: boolean;
  /** Bias of the output projection; as that of the others when absent. */
  readonly oBias?: boolean;
  readonly qkNorm?: 'perHead' | 'fullWidth' | 'perHeadAndDimension' | 'weightless';
}

/** The spec of attention with grouped KV heads, from the fields that most families share. */
export function groupedQuerySpec(config: ConfigReader, choices: AttentionChoices = {}): Spec {
  const hiddenSize = config.count('hidden_size');
  const numHeads = config.count('num_attention_heads');
  const numKvHeads = config.optionalCount('num_key_value_heads') ?? choices.numKvHeads ?? numHeads;
  const headDim = config.optionalCount('head_dim');
  const qkvBias = choices.qkvBias ?? config.raw('attention_bias') === true;
  const oBias = choices.oBias ?? qkvBias;
  return {
    hiddenSize,
    numHeads,
    numKvHeads,
    ...(headDim !== undefined && headDim * numHeads !== hiddenSize && { headDim }),
    ...(qkvBias && oBias && { hasBias: true }),
    ...(qkvBias && !oBias && { qkvBias: true }),
    ...(!qkvBias && oBias && { oBias: true }),
    ...(choices.qkNorm !== undefined && { qkNorm: choices.qkNorm }),
  };
}
