import type { ConfigReader } from '../configReader.ts';
import { isOn } from './isOn.ts';

type Spec = Readonly<Record<string, unknown>>;

/** What differs between families with the common fields of attention. */
export interface AttentionChoices {
  /** Default of the family's configuration class for the number of KV heads; as many as heads when absent. */
  readonly numKvHeads?: number;
  /** Default of the family's configuration class for the width of a head; their share of the model's when absent. */
  readonly headDim?: number;
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
  const numKvHeads = orDefault(config, 'num_key_value_heads', choices.numKvHeads) ?? numHeads;
  const headDim = orDefault(config, 'head_dim', choices.headDim);
  // What is derived from a field that is missing says nothing of the model.
  const isKnown = config.has('num_attention_heads');
  if (isKnown && !config.has('num_key_value_heads') && choices.numKvHeads === undefined) {
    config.noteDefault('num_key_value_heads', numHeads);
  }
  // Heads are as wide as they please: no other field would show that this one is lost.
  const isWhole = isKnown && config.has('hidden_size') && hiddenSize % numHeads === 0;
  if (headDim === undefined && isWhole && !config.states('head_dim')) {
    config.noteDefault('head_dim', hiddenSize / numHeads);
  }
  checkHeads(config, { hiddenSize, numHeads, numKvHeads, headDim });
  const qkvBias = choices.qkvBias ?? isOn(config, 'attention_bias');
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

/** A count; where the field is left out, the default of the configuration class. What is null stays absent. */
function orDefault(config: ConfigReader, name: string, absent: number | undefined) {
  if (config.states(name) || absent === undefined) return config.optionalCount(name);
  return config.count(name, { absent });
}

/** Notes heads that no layer can have, which config.json alone tells. */
function checkHeads(
  config: ConfigReader,
  sizes: Readonly<Record<'hiddenSize' | 'numHeads' | 'numKvHeads', number>> & {
    readonly headDim: number | undefined;
  },
): void {
  const { hiddenSize, numHeads, numKvHeads, headDim } = sizes;
  if (numHeads % numKvHeads !== 0) {
    const message = `${numKvHeads} KV heads do not divide ${numHeads} heads.`;
    const fix = 'Correct the two fields: heads of keys and values serve groups of equal size.';
    config.note('error', 'hf.heads_uneven', 'num_key_value_heads', message, fix);
  }
  if (headDim === undefined && hiddenSize % numHeads !== 0) {
    const message = `${numHeads} heads do not divide a width of ${hiddenSize}, and no head_dim is given.`;
    const fix = 'Correct the number of heads or the width, or state head_dim.';
    config.note('error', 'hf.heads_uneven', 'num_attention_heads', message, fix);
  }
}
