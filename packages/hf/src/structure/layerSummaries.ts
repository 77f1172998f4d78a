/** A sentence on each standard layer kind, from its sources; written by `vitest -u`. */
export const layerSummaries: Readonly<Record<string, string>> = {
  EmbeddingLayer: 'The token table: one row looked up per token, no FLOPs.',
  NormLayer:
    "Normalisation of every token's vector: RMSNorm or LayerNorm, with learned scale and shift or without.",
  RMSNormLayer:
    'Normalisation by the root mean square: a NormLayer of type `rms`, with a scale of hiddenSize weights.',
  LayerNormLayer:
    'Normalisation by mean and variance: a NormLayer of type `layer`, with hiddenSize scales and shifts.',
  AttentionLayer:
    'Multi-head attention (MHA): every query head has a key and a value head of its own.',
  GroupedQueryAttentionLayer:
    'Attention in which groups of query heads share a key and value head (GQA; MQA with one of them).',
  SlidingWindowAttentionLayer:
    'Grouped-query attention that sees a window of W positions and K retained sink tokens, or its own chunk.',
  CrossAttentionLayer:
    'Attention of a decoder over what an encoder gave: N positions, whatever the length of the sequence.',
  DecoupledBottleneckAttentionLayer:
    'Decoupled bottleneck attention (DBA): scores are the sum of a narrow semantic and a narrow geometric path.',
  MultiHeadLatentAttentionLayer:
    'Multi-head latent attention (MLA) of DeepSeek-V2 and V3, Kimi K2 and K3: keys and values of all heads are expanded from one cached latent of `kvLoraRank + qkRopeHeadDim` elements per position.',
  SparseLatentAttentionLayer:
    'Latent attention over the positions that a lightning indexer picks: DeepSeek sparse attention (DSA) of DeepSeek-V3.2 and GLM-5.',
  CompressedAttentionLayer:
    'Attention over the last positions and compressed entries of all before them, with one vector as key and value of all heads, a learned logit per head, and a grouped low-rank output: that of DeepSeek-V4.',
  BlockSparseAttentionLayer:
    'Grouped-query attention over blocks of positions that an indexer picks for each group of heads: MiniMax sparse attention (MSA), that of MiniMax-M3.',
  MLPLayer: 'A dense feed-forward network of two projections, or of three when gated.',
  GatedMLPLayer:
    'A gated feed-forward network (SwiGLU and its kin): an MLPLayer of three projections.',
  GLULayer:
    'A gated linear unit of any activation, y = down(act(gate(x)) · up(x)): an MLPLayer of three projections.',
  SwiGLULayer:
    'A gated feed-forward network with SiLU, y = down(silu(gate(x)) · up(x)): a GatedMLPLayer by the name of its activation.',
  MoELayer:
    'A mixture of experts: a router sends each token to topK of numExperts feed-forward networks, and all tokens pass through the shared experts, if there are any.',
  LatentMoELayer:
    'A mixture of experts that work on a narrower latent: tokens are projected from d to l elements, sent to their experts, and the combined results are projected back.',
  HashRoutedMoELayer:
    'A mixture of experts whose experts are looked up by token: a table of vocabSize rows names the topK of each.',
  ParallelMoELayer:
    'A dense feed-forward network and a mixture of experts side by side, their results added.',
  LMHeadLayer:
    "The projection to the vocabulary: in prefill of each sequence's last position, in decode of every new token.",
  LinearLayer: 'A projection from dIn to dOut elements, with a bias unless told otherwise.',
  LinearReplaceLayer:
    'One square projection in place of a whole attention or feed-forward block, as architecture searches leave it: hiddenSize² weights, 2·hiddenSize² FLOPs per token.',
  DropoutLayer:
    'Dropout, which inference leaves out: it holds nothing, does nothing and costs nothing, as its zeros say.',
  NoOpLayer:
    'The place of a block that a search over architectures has taken out (its norm went with it): the residual stream passes by, and all costs are zero.',
  LoRALinearLayer: 'A projection with low-rank adapters beside it: y = x·W + (alpha/rank)·x·A·B.',
  SSMLayer:
    'A selective state space layer (Mamba): every channel carries a small state, whose decay and input depend on the token.',
  Mamba2Layer:
    'A state space layer with one decay per head (Mamba-2), which prompts go through in chunks of matrix products.',
  GatedDeltaNetLayer:
    'Linear attention by the gated delta rule (Gated DeltaNet), with an output gate and a norm per head.',
  KimiDeltaAttentionLayer:
    'Linear attention by the delta rule with a decay per key channel (Kimi Delta Attention).',
  LightningAttentionLayer:
    'Linear attention with a fixed decay per head, a norm over all heads and an output gate (Lightning Attention).',
  ShortConvLayer:
    'A gated short convolution (LFM2): each channel sees its last few tokens, between two gates.',
  HyperConnectionLayer:
    'Hyper-connections around one sub-block: m residual streams are mixed into its input, and its output is written back to all of them, with weights that each token computes from its streams.',
  AttentionResidualLayer:
    'A residual connection that attends over depth: the input of a sub-block is the sum of the stored residuals of earlier blocks of layers, weighed by a softmax of their normed products with a learned query.',
  PerLayerEmbeddingLayer:
    "Embeddings of a token for every layer of the model: looked up in one wide table, and added to a normed projection of the token's ordinary embedding.",
  PerLayerInputLayer:
    'The place in a transformer layer where its own embedding of the token joins: the hidden state is projected down to gate it, the product is projected up, normed and added.',
  MultiTokenPredictionLayer:
    "What a multi-token-prediction module adds around its transformer layer: the last token's embedding and the model's hidden state are normed and projected together into the layer's input, and the layer's output is normed and scored.",
  DiffusionNextTokenHead:
    "A head that finds the next token's embedding by diffusion: from noise, in numInferSteps steps, given the model's hidden state.",
  PatchEmbeddingLayer:
    'The first layer of a vision model: every patch of an image, or of a few frames of a video, is projected to a vector, and its position added.',
  PatchMergerLayer:
    "The way from a vision model to a language model: squares of patches are normed, put side by side and pass an MLP to the language model's width.",
  ProjectorLayer:
    "A projector from an encoder's width to a language model's: one projection or an MLP of two, of single tokens or of squares of them put side by side.",
  ConvolutionalDownsamplerLayer:
    'A convolution that makes a grid of positions coarser by its stride along every axis, with a padding that keeps the edges.',
  ConformerConvolutionLayer:
    'The convolution block of a conformer, as audio encoders have it: a norm, a gated projection to twice the width, a convolution of each channel over its neighbours in time, a norm, and a projection back.',
};
