import type { Naming } from '../../blueprint/naming.ts';
import type { ConfigReader } from '../configReader.ts';
import type { Family } from '../family.ts';
import { groupedQuerySpec } from '../parts/attention.ts';
import { moeNaming } from '../parts/moe.ts';
import { networks, sharedMixture } from '../parts/sparseLayers.ts';
import { preNormStack } from '../parts/stack.ts';
import { uniformAttention } from '../parts/window.ts';

const correctionBias = 'moe_statics.e_score_correction_bias';

const naming = (): Naming => ({
  ...moeNaming({ correctionBias }),
  [correctionBias]: {
    of: 'router.correction_bias',
    shape: ([experts = 0]) => [1, experts],
  },
});

/** ERNIE 4.5 with experts: in every so many of a range of layers, with two shared ones side by side. */
export const ernie45Moe: Family = {
  types: ['ernie4_5_moe'],
  describe: (source) => {
    const hasBias = source.config.flag('use_bias', { absent: false });
    const config = source.config.overriddenBy({
      mlp_bias: hasBias,
      num_experts_per_tok: source.config.count(['moe_k', 'num_experts_per_tok']),
      num_shared_experts: source.config.optionalCount('moe_num_shared_experts'),
    });
    if (hasBias) {
      config.note(
        'error',
        'hf.field_unsupported',
        'use_bias',
        'no published ERNIE 4.5 has biases, and which of its experts would have one is not known.',
      );
    }
    if ((config.optionalCount('num_nextn_predict_layers') ?? 0) > 0) {
      config.note(
        'warning',
        'hf.mtp_not_mapped',
        'num_nextn_predict_layers',
        'modules for multi-token prediction are not counted: published checkpoints in this form hold none.',
        'Inspect the tensors too: what there is of such a module is then reported.',
      );
    }
    const spec = groupedQuerySpec(config, { headDim: 128, qkvBias: hasBias });
    const isCorrected = config.flag('moe_use_aux_free', { absent: true });
    return preNormStack(
      { ...source, config },
      {
        tiedByDefault: true,
        attention: uniformAttention(spec),
        feedforward: networks(config, rangeOf(config), {
          sparse: () =>
            sharedMixture(config, isCorrected ? { correctionBias: true } : {}, naming()),
        }),
      },
    );
  },
};

function rangeOf(config: ConfigReader): (layer: number) => boolean {
  const first = config.countOrZero('moe_layer_start_index', { absent: 1 });
  if (!config.states('moe_layer_end_index')) config.noteDefault('moe_layer_end_index', -1);
  const last = config.raw('moe_layer_end_index');
  const end = typeof last === 'number' && last >= 0 ? last : Infinity;
  const interval = config.count('moe_layer_interval', { absent: 1 });
  return (layer) => layer >= first && layer <= end && (layer + 1) % interval === 0;
}
