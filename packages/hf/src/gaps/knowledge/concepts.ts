import type { Concept } from './concept.ts';
import { altUp } from './concepts/altUp.ts';
import { attentionSinks } from './concepts/attentionSinks.ts';
import { compressor } from './concepts/compressor.ts';
import { convolution } from './concepts/convolution.ts';
import { correctionBias } from './concepts/correctionBias.ts';
import { crossAttention } from './concepts/crossAttention.ts';
import { crossAttentionGate } from './concepts/crossAttentionGate.ts';
import { decayRates } from './concepts/decayRates.ts';
import { embeddingTable } from './concepts/embeddingTable.ts';
import { expertStack } from './concepts/expertStack.ts';
import { firstTokenBonus } from './concepts/firstTokenBonus.ts';
import { hyperConnection } from './concepts/hyperConnection.ts';
import { indexer } from './concepts/indexer.ts';
import { latentProjection } from './concepts/latentProjection.ts';
import { laurel } from './concepts/laurel.ts';
import { layerScalar } from './concepts/layerScalar.ts';
import { lowRankAdapter } from './concepts/lowRankAdapter.ts';
import { normGain } from './concepts/normGain.ts';
import { outputGate } from './concepts/outputGate.ts';
import { perLayerTable } from './concepts/perLayerTable.ts';
import { perLayerEmbedding } from './concepts/perLayerEmbedding.ts';
import { projectionBias } from './concepts/projectionBias.ts';
import { queryKeyNorms } from './concepts/queryKeyNorms.ts';
import { receptance } from './concepts/receptance.ts';
import { router } from './concepts/router.ts';
import { sharedExpert } from './concepts/sharedExpert.ts';
import { shortConvolution } from './concepts/shortConvolution.ts';
import { skipWeights } from './concepts/skipWeights.ts';
import { timeStepBias } from './concepts/timeStepBias.ts';
import { tokenMix } from './concepts/tokenMix.ts';

/** What is known, the particular before the general: the first that fits counts. */
export const concepts: readonly Concept[] = [
  crossAttentionGate,
  attentionSinks,
  queryKeyNorms,
  correctionBias,
  lowRankAdapter,
  sharedExpert,
  expertStack,
  decayRates,
  skipWeights,
  timeStepBias,
  shortConvolution,
  altUp,
  laurel,
  perLayerTable,
  perLayerEmbedding,
  indexer,
  compressor,
  hyperConnection,
  layerScalar,
  tokenMix,
  firstTokenBonus,
  receptance,
  latentProjection,
  router,
  crossAttention,
  projectionBias,
  normGain,
  embeddingTable,
  convolution,
  outputGate,
];
