import type { ConfigReader } from '../configReader.ts';
import { groupedQuerySpec } from './attention.ts';
import type { Body } from './body.ts';
import { moeNaming, routedExpertsSpec } from './moe.ts';
import { headedStateSpaceSpec } from './stateSpace.ts';

/** What a layer of Nemotron-H is. */
export type BlockKind = 'mamba' | 'attention' | 'mlp' | 'moe';

const letters: Readonly<Record<string, BlockKind>> = {
  M: 'mamba',
  '*': 'attention',
  '-': 'mlp',
  E: 'moe',
};

/** The kind of each block: a string of letters in one field, or names in another. */
export function nemotronPattern(
  config: ConfigReader,
  [asLetters, asNames]: readonly [asLetters: string, asNames: string],
): readonly BlockKind[] {
  const name = config.has(asLetters) || !config.has(asNames) ? asLetters : asNames;
  const listed =
    name === asLetters ? Array.from(config.text(asLetters)) : (config.texts(asNames) ?? []);
  const kinds = new Map<string, BlockKind>(
    Object.entries(letters).flatMap(([letter, kind]) => [
      [name === asLetters ? letter : kind, kind] as const,
    ]),
  );
  const unknown = listed.find((entry) => !kinds.has(entry));
  if (unknown !== undefined) {
    const message = `expected each of ${[...kinds.keys()].join(', ')}, got ${JSON.stringify(unknown.slice(0, 60))}.`;
    config.note('error', 'hf.layer_kind_unknown', name, message);
  }
  return listed.flatMap((entry) => kinds.get(entry) ?? []);
}

/** The blocks that a pattern needs; fields of kinds that it has none of are not asked for. */
export function nemotronBlocks(
  config: ConfigReader,
  pattern: readonly BlockKind[],
): (kind: BlockKind | undefined) => Body {
  const makers: Readonly<Record<BlockKind, () => Body>> = {
    mamba: () => mixer(config),
    attention: () => ({
      name: 'attention.full',
      kind: 'GroupedQueryAttentionLayer',
      spec: groupedQuerySpec(withHeadDim(config)),
    }),
    mlp: () => ({
      name: 'feedforward.dense',
      kind: 'MLPLayer',
      spec: networkSpec(config),
    }),
    moe: () => mixture(config),
  };
  const blocks = new Map([...new Set(pattern)].map((kind) => [kind, makers[kind]()]));
  // A pattern that is too short was noted: what stands in for its rest is not used.
  return (kind = 'mlp') => blocks.get(kind) ?? { name: 'feedforward', kind: 'NoOpLayer', spec: {} };
}

function withHeadDim(config: ConfigReader): ConfigReader {
  if (!config.has('head_dim', 'attention_head_dim')) return config;
  return config.overriddenBy({ head_dim: config.raw('head_dim', 'attention_head_dim') });
}

function mixer(config: ConfigReader): Body {
  return {
    name: 'attention.linear',
    kind: 'Mamba2Layer',
    spec: headedStateSpaceSpec(config, {
      numHeads: 'mamba_num_heads',
      headDim: 'mamba_head_dim',
      numGroups: 'n_groups',
      stateSize: 'ssm_state_size',
      convKernel: 'conv_kernel',
      convBias: 'use_conv_bias',
      bias: 'use_bias',
      chunkSize: 'chunk_size',
      absentChunkSize: 128,
    }),
  };
}

/** A network of two matrices with a squared ReLU between them. */
function networkSpec(config: ConfigReader): Body['spec'] {
  const hasBias = config.flag('mlp_bias', { absent: false });
  return {
    hiddenSize: config.count('hidden_size'),
    intermediateSize: config.count('intermediate_size'),
    ...(hasBias && { hasBias }),
  };
}

/** Experts of two matrices each, on a latent where one is stated. */
function mixture(config: ConfigReader): Body {
  const latentSize = config.countOrNone('moe_latent_size');
  const hasShared = config.countOrZero('n_shared_experts', { absent: 1 }) > 0;
  return {
    name: 'feedforward.moe',
    kind: latentSize === undefined ? 'MoELayer' : 'LatentMoELayer',
    spec: {
      ...routedExpertsSpec(config),
      numProjections: 2,
      ...(hasShared && {
        // One network of the stated width, whatever their number.
        numSharedExperts: 1,
        sharedIntermediateSize: config.count('moe_shared_expert_intermediate_size'),
      }),
      correctionBias: true,
      ...(latentSize !== undefined && { latentSize }),
    },
    naming: {
      ...moeNaming(),
      'fc1_latent_proj.weight': 'latent_down_proj.weight',
      'fc2_latent_proj.weight': 'latent_up_proj.weight',
    },
  };
}
