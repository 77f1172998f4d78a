import type { Piece } from '../../blueprint/blueprint.ts';
import type { ConfigReader } from '../configReader.ts';
import {
  numLabels,
  ofEveryToken,
  ofFirstToken,
  tiedDecoder,
  type EncoderTask,
} from '../parts/encoderHeads.ts';
import { layerNorm, normAt } from '../parts/frame.ts';

/** What a family puts on its encoder for a task. */
export type EncoderHead = (config: ConfigReader, task: EncoderTask) => readonly Piece[];

/** The heads of BERT, by task. */
export const bertHead: EncoderHead = (config, task) => {
  const hiddenSize = config.count('hidden_size');
  switch (task) {
    case 'maskedLm':
      return [
        ofEveryToken(
          'head.transform',
          [hiddenSize, hiddenSize],
          'cls.predictions.transform.dense.',
        ),
        normAt(layerNorm(hiddenSize), 'cls.predictions.transform.LayerNorm.'),
        tiedDecoder(config, 'cls.predictions.decoder.', '/cls.predictions.bias'),
      ];
    case 'sequence':
      return [ofFirstToken('head.classifier', [hiddenSize, numLabels(config)], 'classifier.')];
    default:
      return tokenHead(config, task);
  }
};

/** The heads of RoBERTa, by task; its classifier pools by itself. */
export const robertaHead: EncoderHead = (config, task) => {
  const hiddenSize = config.count('hidden_size');
  switch (task) {
    case 'maskedLm':
      return [
        ofEveryToken('head.transform', [hiddenSize, hiddenSize], 'lm_head.dense.'),
        normAt(layerNorm(hiddenSize), 'lm_head.layer_norm.'),
        tiedDecoder(config, 'lm_head.decoder.', '/lm_head.bias'),
      ];
    case 'sequence':
      return [
        ofFirstToken('head.pooler', [hiddenSize, hiddenSize], 'classifier.dense.'),
        ofFirstToken('head.classifier', [hiddenSize, numLabels(config)], 'classifier.out_proj.'),
      ];
    default:
      return tokenHead(config, task);
  }
};

function tokenHead(config: ConfigReader, task: EncoderTask): readonly Piece[] {
  const hiddenSize = config.count('hidden_size');
  if (task === 'tokens') {
    return [ofEveryToken('head.classifier', [hiddenSize, numLabels(config)], 'classifier.')];
  }
  return task === 'answers' ? [ofEveryToken('head.answers', [hiddenSize, 2], 'qa_outputs.')] : [];
}
