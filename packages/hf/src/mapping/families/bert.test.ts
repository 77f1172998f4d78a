import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../__fixtures__/outcome.ts';

const toy = {
  model_type: 'bert',
  architectures: ['BertModel'],
  hidden_size: 16,
  intermediate_size: 24,
  num_hidden_layers: 2,
  num_attention_heads: 4,
  vocab_size: 50,
  max_position_embeddings: 8,
  type_vocab_size: 2,
};
// Four projections of 16·16 + 16; a network of 2·16·24 with 24 + 16; two norms of twice 16.
const layer = 4 * 272 + 808 + 64;
const body = (50 + 8 + 2) * 16 + 32 + 2 * layer;
const pooler = 272;

describe('BERT', () => {
  it('looks both ways, and pools the first token', () => {
    const { total, elements, shapes } = outcomeOf(toy);
    expect(total).toBe(body + pooler);
    expect(elements).toBe(total);
    expect(shapes.get('encoder.layer.1.attention.self.query.weight')).toEqual([16, 16]);
    expect(shapes.get('encoder.layer.1.attention.output.LayerNorm.bias')).toEqual([16]);
    expect(shapes.get('encoder.layer.1.intermediate.dense.weight')).toEqual([24, 16]);
    expect(shapes.get('encoder.layer.1.output.LayerNorm.weight')).toEqual([16]);
    expect(shapes.get('embeddings.position_ids')).toEqual([1, 8]);
    expect(shapes.get('pooler.dense.weight')).toEqual([16, 16]);
  });

  it('has the head of its task', () => {
    const totalOf = (task: string, fields = {}) =>
      outcomeOf({ ...toy, architectures: [`BertFor${task}`], ...fields }).total;
    // A projection and a norm, and a bias for each token; the table is tied.
    expect(totalOf('MaskedLM')).toBe(body + 272 + 32 + 50);
    expect(totalOf('SequenceClassification', { num_labels: 3 })).toBe(body + pooler + 3 * 17);
    expect(totalOf('TokenClassification', { id2label: { 0: 'O', 1: 'B' } })).toBe(body + 2 * 17);
    expect(totalOf('QuestionAnswering')).toBe(body + 2 * 17);
  });

  it('lies below its name where it has a head, and says when that is not mapped', () => {
    const masked = outcomeOf({ ...toy, architectures: ['BertForMaskedLM'] });
    expect(masked.shapes.get('cls.predictions.bias')).toEqual([50]);
    expect(masked.shapes.has('bert.encoder.layer.0.output.dense.weight')).toBe(true);
    const pretrained = outcomeOf({ ...toy, architectures: ['BertForPreTraining'] });
    expect(pretrained.codes).toEqual(['hf.head_not_mapped']);
  });

  it('takes the names of the oldest checkpoints, and their pooler, from the tensors', () => {
    const names = ['word_embeddings.weight', 'LayerNorm.gamma'];
    const evidence = new Map(names.map((name) => [`bert.embeddings.${name}`, []]));
    const { shapes } = outcomeOf({ ...toy, architectures: ['BertForMaskedLM'] }, evidence);
    expect(shapes.has('bert.encoder.layer.0.output.LayerNorm.beta')).toBe(true);
    expect(shapes.has('bert.pooler.dense.weight')).toBe(false);
  });

  it('has the published total of BGE large', () => {
    const { total } = outcomeOf({
      ...toy,
      hidden_size: 1024,
      intermediate_size: 4096,
      num_hidden_layers: 24,
      num_attention_heads: 16,
      vocab_size: 30522,
      max_position_embeddings: 512,
    });
    expect(total).toBe(335_141_888);
  });
});

describe('RoBERTa', () => {
  const roberta = { ...toy, model_type: 'xlm-roberta', type_vocab_size: 1 };

  it('pools within its classifier, as the rerankers of BGE do', () => {
    const { total, elements, shapes } = outcomeOf({
      ...roberta,
      architectures: ['XLMRobertaForSequenceClassification'],
      id2label: { 0: 'LABEL_0' },
    });
    expect(total).toBe(body - 16 + 272 + 17);
    expect(elements).toBe(total);
    expect(shapes.get('classifier.out_proj.weight')).toEqual([1, 16]);
    expect(shapes.has('roberta.embeddings.LayerNorm.bias')).toBe(true);
  });

  it('has the head of its task', () => {
    const { total, shapes } = outcomeOf({ ...roberta, architectures: ['RobertaForMaskedLM'] });
    expect(total).toBe(body - 16 + 272 + 32 + 50);
    expect(shapes.get('lm_head.bias')).toEqual([50]);
  });

  it('has the published total of BGE-M3', () => {
    const { total } = outcomeOf({
      ...roberta,
      architectures: ['XLMRobertaModel'],
      hidden_size: 1024,
      intermediate_size: 4096,
      num_hidden_layers: 24,
      num_attention_heads: 16,
      vocab_size: 250002,
      max_position_embeddings: 8194,
    });
    expect(total).toBe(567_754_752);
  });
});
