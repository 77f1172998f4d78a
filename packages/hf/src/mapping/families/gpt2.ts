import type { Naming } from '../../blueprint/naming.ts';
import type { ConfigReader } from '../configReader.ts';
import type { Family, Source } from '../family.ts';
import type { Body } from '../parts/body.ts';
import { optionalBuffer, storedBuffer } from '../parts/buffers.ts';
import { storedAt } from '../parts/embeddedText.ts';
import { layerNorm } from '../parts/frame.ts';
import { learnedPositions, plainNetwork } from '../parts/plainNetwork.ts';
import { preNormStack } from '../parts/stack.ts';
import { fusedQkvNaming } from '../parts/tower.ts';
import { uniformAttention } from '../parts/window.ts';

/** GPT-2, whose matrices lie with the inputs in front. */
export const gpt2: Family = {
  types: ['gpt2'],
  describe: (source) => {
    // OpenAI's own checkpoints have no prefix, and hold the mask of each layer.
    const prefix = storedAt(source, ['', 'transformer.'], 'wte.weight');
    const { model, numPositions } = decoderOf(source, prefix, (hiddenSize, numHeads) => ({
      spec: { hiddenSize, numHeads, numKvHeads: numHeads, hasBias: true },
      naming: transposed(fusedQkvNaming('c_attn', 'c_proj')),
      networkNaming: transposed,
    }));
    const buffers = Array.from({ length: model.numLayers }, (_, layer) => {
      const at = `${prefix}h.${layer}.attn.`;
      const mask = [1, 1, numPositions, numPositions];
      return [
        prefix === '' ? storedBuffer(source, `${at}bias`, mask) : optionalBuffer(`${at}bias`, mask),
        optionalBuffer(`${at}masked_bias`, []),
      ];
    });
    return { ...model, buffers: buffers.flat() };
  },
};

/** StarCoder 1 and SantaCoder: GPT-2 with one head of keys and values. */
export const gptBigcode: Family = {
  types: ['gpt_bigcode'],
  describe: (source) => {
    const isMultiQuery = source.config.flag('multi_query', { absent: true });
    return decoderOf(source, 'transformer.', (hiddenSize, numHeads) => ({
      spec: { hiddenSize, numHeads, numKvHeads: isMultiQuery ? 1 : numHeads, hasBias: true },
      naming: fusedQkvNaming('c_attn', 'c_proj'),
      networkNaming: (naming) => naming,
    })).model;
  },
};

interface Matrices {
  readonly spec: Body['spec'];
  readonly naming: Naming;
  readonly networkNaming: (naming: Naming) => Naming;
}

function decoderOf(
  source: Source,
  prefix: string,
  matrices: (hiddenSize: number, numHeads: number) => Matrices,
) {
  const hiddenSize = source.config.count(['n_embd', 'hidden_size']);
  const numHeads = source.config.count(['n_head', 'num_attention_heads']);
  const numPositions = source.config.count(['n_positions', 'max_position_embeddings', 'n_ctx']);
  const config = source.config.overriddenBy({
    hidden_size: hiddenSize,
    num_hidden_layers: source.config.count(['n_layer', 'num_hidden_layers']),
    max_position_embeddings: numPositions,
  });
  const { spec, naming, networkNaming } = matrices(hiddenSize, numHeads);
  const norm = layerNorm(hiddenSize);
  const model = preNormStack(
    { ...source, config },
    {
      prefix,
      layers: 'h',
      embedding: `${prefix}wte.`,
      afterEmbedding: [learnedPositions(numPositions, hiddenSize, `${prefix}wpe.`)],
      tiedByDefault: true,
      norm,
      finalNorm: { norm, prefix: `${prefix}ln_f.` },
      attention: uniformAttention(spec, undefined, naming),
      feedforward: network(config, hiddenSize, networkNaming),
      places: { attentionNorm: 'ln_1.', attention: 'attn.', feedforwardNorm: 'ln_2.' },
    },
  );
  return { model, numPositions };
}

function network(
  config: ConfigReader,
  hiddenSize: number,
  renamed: Matrices['networkNaming'],
): () => Body {
  const intermediateSize = config.optionalCount('n_inner') ?? 4 * hiddenSize;
  const body = plainNetwork({ hiddenSize, intermediateSize }, true, ['c_fc', 'c_proj']);
  const naming = renamed(body.naming ?? {});
  return () => ({ ...body, naming });
}

function transposed(naming: Naming): Naming {
  return Object.fromEntries(
    Object.entries(naming).map(([name, rule]) => {
      if (!name.endsWith('.weight')) return [name, rule];
      const stored = typeof rule === 'string' ? { of: rule } : rule;
      return [name, { ...stored, isTransposed: true }];
    }),
  );
}
