import type { Piece } from '../../blueprint/blueprint.ts';
import type { ConfigReader } from '../configReader.ts';

/** What an encoder gives its hidden states to, as the architecture's name tells. */
export type EncoderTask = 'none' | 'maskedLm' | 'sequence' | 'tokens' | 'answers' | 'unknown';

/** The task of an encoder of this name: `BertForMaskedLM` of `Bert`. */
export function encoderTask(config: ConfigReader): EncoderTask {
  if (!config.states('architectures')) {
    config.noteAbsent('architectures', 'taken for an encoder without a head');
  }
  const [architecture = 'Model'] = config.texts('architectures') ?? [];
  const [, task] = /(For[A-Za-z]+|Model)$/.exec(architecture) ?? [];
  switch (task) {
    case 'Model':
      return 'none';
    case 'ForMaskedLM':
      return 'maskedLm';
    case 'ForSequenceClassification':
      return 'sequence';
    case 'ForTokenClassification':
      return 'tokens';
    case 'ForQuestionAnswering':
      return 'answers';
    default: {
      const message = `what ${architecture.slice(0, 60)} adds to its encoder is not mapped.`;
      config.note('warning', 'hf.head_not_mapped', 'architectures', message);
      return 'unknown';
    }
  }
}

/** A projection of the first token alone: the pooler, or classes. */
export function ofFirstToken(name: string, sizes: [number, number], prefix: string): Piece {
  const [hiddenSize, outputs] = sizes;
  const spec = { hiddenSize, vocabSize: outputs, hasBias: true };
  return { name, kind: 'LMHeadLayer', spec, prefix };
}

/** A projection of every token. */
export function ofEveryToken(
  name: string,
  [dIn, dOut]: [number, number],
  prefix: string,
  hasBias = true,
): Piece {
  return {
    name,
    kind: 'LinearLayer',
    spec: { dIn, dOut, hasBias, split: 'none' },
    prefix,
    naming: { weight: 'linear.weight', bias: 'linear.bias' },
  };
}

/** How many classes there are; transformers takes two where no field says so. */
export function numLabels(config: ConfigReader): number {
  const labels = config.raw('id2label');
  const listed = typeof labels === 'object' && labels !== null ? Object.keys(labels).length : 0;
  return listed > 0 ? listed : config.count('num_labels', { absent: 2 });
}

/** Scores of every token over the vocabulary, by the embedding's table, with a bias of their own or without. */
export function tiedDecoder(
  config: ConfigReader,
  prefix: string,
  biasName: string | undefined,
): Piece {
  return {
    name: 'head',
    kind: 'LMHeadLayer',
    spec: {
      hiddenSize: config.count('hidden_size'),
      vocabSize: config.count('vocab_size'),
      tied: config.flag('tie_word_embeddings', { absent: true }),
      scoresAllPositions: true,
      ...(biasName !== undefined && { hasBias: true }),
    },
    prefix,
    ...(biasName !== undefined && { naming: { [biasName]: 'bias' } }),
  };
}
