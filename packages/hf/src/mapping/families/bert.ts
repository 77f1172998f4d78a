import type { Piece } from '../../blueprint/blueprint.ts';
import type { Naming } from '../../blueprint/naming.ts';
import type { ConfigReader } from '../configReader.ts';
import type { Family, ModelPieces, Source } from '../family.ts';
import { optionalBuffer, storedBuffer } from '../parts/buffers.ts';
import { storedAt } from '../parts/embeddedText.ts';
import { encoderTask, ofFirstToken, type EncoderTask } from '../parts/encoderHeads.ts';
import { layerNorm, normAt } from '../parts/frame.ts';
import { learnedPositions, plainNetwork } from '../parts/plainNetwork.ts';
import { modulesAt } from '../parts/stack.ts';
import { linearNaming } from '../parts/tower.ts';
import { uniformAttention } from '../parts/window.ts';
import { bertHead, robertaHead, type EncoderHead } from './bertHeads.ts';
import { isOn } from '../parts/isOn.ts';

/** BERT, and encoders built on it: BGE, E5, GTE, MiniLM. */
export const bert: Family = {
  types: ['bert'],
  describe: (source) => encoder(source, 'bert.', bertHead),
};

/** RoBERTa and its many languages: BERT with another head; the rerankers of BGE among them. */
export const roberta: Family = {
  types: ['roberta', 'xlm-roberta', 'camembert'],
  describe: (source) => encoder(source, 'roberta.', robertaHead),
};

function encoder(source: Source, own: string, headOf: EncoderHead): ModelPieces {
  const { config } = source;
  const hiddenSize = config.count('hidden_size');
  const numLayers = config.count('num_hidden_layers');
  const vocabSize = config.count('vocab_size');
  const positions = config.count('max_position_embeddings', { absent: 512 });
  const task = encoderTask(config);
  const candidates = task === 'none' ? (['', own] as const) : ([own, ''] as const);
  const prefix = storedAt(source, [...candidates], 'embeddings.word_embeddings.weight');
  const norm = { ...layerNorm(hiddenSize), naming: normNaming(source, prefix) };
  const modules = layerModules(config, hiddenSize, norm);
  const pieces: Piece[] = [
    {
      name: 'embedding',
      kind: 'EmbeddingLayer',
      spec: { vocabSize, hiddenSize },
      prefix: `${prefix}embeddings.word_embeddings.`,
    },
    learnedPositions(positions, hiddenSize, `${prefix}embeddings.position_embeddings.`),
    {
      name: 'embedding.tokenType',
      kind: 'EmbeddingLayer',
      spec: { vocabSize: config.count('type_vocab_size', { absent: 2 }), hiddenSize },
      prefix: `${prefix}embeddings.token_type_embeddings.`,
    },
    { ...normAt(norm, `${prefix}embeddings.LayerNorm.`), naming: norm.naming },
  ];
  for (let layer = 0; layer < numLayers; layer += 1) {
    pieces.push(...modulesAt(modules, `${prefix}encoder.layer.${layer}.`, layer));
  }
  if (hasPooler(source, task, prefix, own)) {
    pieces.push(ofFirstToken('head.pooler', [hiddenSize, hiddenSize], `${prefix}pooler.dense.`));
  }
  pieces.push(...headOf(config, task));
  const ids = `${prefix}embeddings.position_ids`;
  const buffers = [
    // Checkpoints of bare models are from a time when this was stored.
    prefix === ''
      ? storedBuffer(source, ids, [1, positions], 'I64')
      : optionalBuffer(ids, [1, positions], 'I64'),
    optionalBuffer(`${prefix}embeddings.token_type_ids`, [1, positions], 'I64'),
  ];
  const sizes = { hiddenSize, numLayers, vocabSize, maxPositionEmbeddings: positions };
  return { ...sizes, pieces, buffers };
}

/** The oldest checkpoints call a norm's scale and shift gamma and beta. */
function normNaming({ evidence }: Source, prefix: string): Naming {
  return evidence?.has(`${prefix}embeddings.LayerNorm.gamma`) === true
    ? { gamma: 'weight', beta: 'bias' }
    : {};
}

function layerModules(
  config: ConfigReader,
  hiddenSize: number,
  norm: ReturnType<typeof layerNorm> & { readonly naming: Naming },
) {
  const numHeads = config.count('num_attention_heads');
  const sizes = { hiddenSize, intermediateSize: config.count('intermediate_size') };
  const isDecoder = isOn(config, 'is_decoder');
  const attention = uniformAttention(
    {
      hiddenSize,
      numHeads,
      numKvHeads: numHeads,
      hasBias: true,
      ...(!isDecoder && { isCausal: false }),
    },
    undefined,
    linearNaming({
      'self.query': 'q_proj',
      'self.key': 'k_proj',
      'self.value': 'v_proj',
      'output.dense': 'o_proj',
    }),
  );
  return {
    'attention.': attention(0),
    'attention.output.LayerNorm.': norm,
    '': plainNetwork(sizes, true, ['intermediate.dense', 'output.dense']),
    'output.LayerNorm.': norm,
  };
}

/** A bare BERT has a pooler, and so has one that classifies; what is stored decides where it is known. */
function hasPooler({ evidence }: Source, task: EncoderTask, prefix: string, own: string): boolean {
  if (evidence !== undefined) return evidence.has(`${prefix}pooler.dense.weight`);
  return task === 'none' || (task === 'sequence' && own === 'bert.');
}
