import type { Piece } from '../../blueprint/blueprint.ts';
import type { Source } from '../family.ts';
import { numLabels } from './encoderHeads.ts';

/** The head that a family's text models have. */
export interface HeadForm {
  readonly hiddenSize: number;
  readonly vocabSize: number;
  readonly prefix: string;
  readonly tiedByDefault: boolean;
  readonly hasBias: boolean;
}

/** The output head, in the form that the architecture's name tells of: over the vocabulary, over classes, or none. */
export function headPieces(source: Source, form: HeadForm): readonly Piece[] {
  const { config } = source;
  // A text model inside of another says nothing of the whole.
  const [architecture = ''] = (config.path === '' ? config.texts('architectures') : []) ?? [];
  if (config.path === '' && !config.states('architectures')) {
    config.noteAbsent('architectures', 'taken for a language model with an output head');
  }
  if (architecture.endsWith('ForSequenceClassification')) {
    const spec = {
      hiddenSize: form.hiddenSize,
      vocabSize: numLabels(config),
      hasBias: false,
    };
    // Of each sequence the last token alone is scored.
    return [{ name: 'head.classifier', kind: 'LMHeadLayer', spec, prefix: 'score.' }];
  }
  // GPT2LMHeadModel is named like a bare model, and is none.
  if (/(?<!Head|Heads)Model$/.test(architecture)) {
    const message = `${architecture} is a model without an output head: it gives hidden states, not tokens.`;
    config.note('info', 'hf.no_head', 'architectures', message);
    return [];
  }
  return [vocabularyHead(source, form)];
}

function vocabularyHead({ config, evidence }: Source, form: HeadForm): Piece {
  const { hiddenSize, vocabSize, prefix, tiedByDefault, hasBias } = form;
  const tied = config.flag('tie_word_embeddings', { absent: tiedByDefault });
  if (tied && evidence?.has(`${prefix}weight`) === true) {
    config.note(
      'info',
      'hf.tied_head_stored',
      'tie_word_embeddings',
      `the checkpoint stores ${prefix}weight although it is tied to the embedding: ` +
        `published totals count its ${vocabSize * hiddenSize} parameters twice, this one does not.`,
    );
  }
  const spec = { hiddenSize, vocabSize, ...(tied && { tied }), ...(hasBias && { hasBias }) };
  return { name: 'head', kind: 'LMHeadLayer', spec, prefix };
}
