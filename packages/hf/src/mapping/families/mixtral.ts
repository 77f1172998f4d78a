import type { Naming } from '../../blueprint/naming.ts';
import type { Family } from '../family.ts';
import { groupedQuerySpec } from '../parts/attention.ts';
import type { Body } from '../parts/body.ts';
import { layerNorm } from '../parts/frame.ts';
import { moeNaming, routedExpertsSpec } from '../parts/moe.ts';
import { preNormStack } from '../parts/stack.ts';
import { statedWindow, uniformAttention } from '../parts/window.ts';
import type { ConfigReader } from '../configReader.ts';

/** The names of Mixtral's experts: gate, up and down are w1, w3 and w2. */
const numbered = { projections: ['w1', 'w3', 'w2'] } as const;

/** A mixture whose experts are as wide as `intermediate_size` says. */
function mixture(config: ConfigReader, naming: Naming, extra: Body['spec'] = {}): () => Body {
  const spec = { ...routedExpertsSpec(config, 'intermediate_size'), ...extra };
  const body: Body = { name: 'feedforward.moe', kind: 'MoELayer', spec, naming };
  return () => body;
}

const sparsePlaces = { feedforward: 'block_sparse_moe.' };

/** Mixtral 8x7B and 8x22B. */
export const mixtral: Family = {
  types: ['mixtral'],
  describe: (source) => {
    const { config } = source;
    const spec = groupedQuerySpec(config, { numKvHeads: 8 });
    return preNormStack(source, {
      tiedByDefault: false,
      attention: uniformAttention(spec, statedWindow(config)),
      feedforward: mixture(config, moeNaming(numbered)),
      places: sparsePlaces,
    });
  },
};

/** Phi-3.5-MoE: Mixtral's experts among layer norms, with biases in attention and head. */
export const phimoe: Family = {
  types: ['phimoe'],
  describe: (source) => {
    const { config } = source;
    const norm = layerNorm(config.count('hidden_size'));
    const spec = groupedQuerySpec(config, { numKvHeads: 8 });
    return preNormStack(source, {
      tiedByDefault: false,
      norm,
      finalNorm: { norm, prefix: 'model.norm.' },
      attention: uniformAttention(spec, statedWindow(config)),
      feedforward: mixture(config, moeNaming(numbered)),
      headHasBias: config.flag('lm_head_bias', { absent: false }),
      places: sparsePlaces,
    });
  },
};

/** MiniMax-M2: queries and keys normed over all heads at once, experts chosen with a correction. */
export const minimaxM2: Family = {
  types: ['minimax_m2'],
  describe: (source) => {
    const { config } = source;
    // The released code knows this norm only, which it calls that of a layer.
    const hasNorm = config.flag('use_qk_norm', { absent: true });
    const spec = groupedQuerySpec(config, hasNorm ? { qkNorm: 'fullWidth' } : {});
    const correctionBias = config.flag('use_routing_bias', { absent: true });
    if ((config.optionalCount('shared_intermediate_size') ?? 0) > 0) {
      config.note(
        'error',
        'hf.field_unsupported',
        'shared_intermediate_size',
        'no published MiniMax-M2 has a shared expert, and what its tensors would be called is not known.',
      );
    }
    noteUnstoredModules(config);
    return preNormStack(source, {
      tiedByDefault: false,
      attention: uniformAttention(spec, statedWindow(config)),
      feedforward: mixture(
        config,
        moeNaming({ ...numbered, correctionBias: 'e_score_correction_bias' }),
        correctionBias ? { correctionBias } : {},
      ),
      places: sparsePlaces,
    });
  },
};

/** Its files speak of modules for multi-token prediction, which no checkpoint holds. */
function noteUnstoredModules(config: ConfigReader): void {
  if (config.raw('use_mtp') !== true) return;
  const modules = config.optionalCount('num_mtp_modules') ?? 0;
  config.note(
    'info',
    'hf.mtp_not_stored',
    'num_mtp_modules',
    `${modules} modules for multi-token prediction are configured, but published checkpoints store none: none is counted.`,
  );
}
