import { isVector, type Concept } from '../concept.ts';

/** One learned logit per query head, which joins the softmax as an additional column that has no value. */
export const attentionSinks: Concept = {
  name: 'attention sinks',
  type: 'Attention',
  pattern: /(^|[._])(attn_)?sinks?(\.weight|_bias)?$/,
  fits: isVector,
  role: 'elementwise',
  whatItIs:
    'One learned logit per query head, which joins the softmax as an additional column that has no value.',
  whyUnusual: 'Plain attention normalises over cached positions only.',
  meaning:
    'Lets a head attend to nothing: the sink takes up probability. It is not the set of first tokens that streaming methods keep, which needs no tensor.',
  impact: {
    flops: 'One exponential and one addition per head and query; no product.',
    memory: 'One element per head.',
    kvCache: 'None: a learned logit is not a cached token, and no position is added.',
  },
  handling: [
    'Shard the logits with the query heads.',
    'Do not enlarge the cache by the number of logits.',
  ],
  specKeys: [['hasSinks', 'boolean', 'whether each head has a learned sink logit']],
};
