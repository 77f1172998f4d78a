import type { Piece } from '../../blueprint/blueprint.ts';
import type { Family, ModelPieces, Source } from '../family.ts';
import { afterLayers } from '../parts/afterLayers.ts';
import { attentionResiduals } from '../parts/attentionResidual.ts';
import type { Body } from '../parts/body.ts';
import { decoder, normAt, rmsNorm } from '../parts/frame.ts';
import { deltaLayers, gatedLatentAttention, kimiDeltaAttention } from '../parts/kimiAttention.ts';
import { kimiFeedforwards } from '../parts/kimiExperts.ts';

/** Kimi Linear, and the text model of Kimi K3, which says that it is one: latent experts, gates and residuals are fields. */
export const kimiLinear: Family = { types: ['kimi_linear'], describe };

function describe(source: Source): ModelPieces {
  const { config } = source;
  const numLayers = config.count('num_hidden_layers');
  const isDelta = deltaLayers(config, numLayers);
  const delta = kimiDeltaAttention(source);
  const latent = gatedLatentAttention(config);
  const feedforwards = kimiFeedforwards(config, numLayers);
  const norm = rmsNorm(config.count('hidden_size'));
  const residualAt = attentionResiduals(config);
  if ((config.optionalCount('num_nextn_predict_layers') ?? 0) > 0) {
    config.note(
      'warning',
      'hf.mtp_unknown',
      'num_nextn_predict_layers',
      'states modules for multi-token prediction, whose form is not known for this family: they are not counted.',
    );
  }
  noteAssumedNames(source);
  const at = ({ module, ...body }: Body & { module: string }, prefix: string, layer: number) => ({
    ...body,
    prefix: `${prefix}${module}.`,
    layer,
  });
  const model = decoder(source, {
    tiedByDefault: false,
    layer: (layer, prefix) => {
      const network = feedforwards[layer];
      return [
        ...residualAt(layer, prefix, 'attn_res'),
        normAt(norm, `${prefix}input_layernorm.`, layer),
        at({ ...(isDelta(layer) ? delta : latent), module: 'self_attn' }, prefix, layer),
        ...residualAt(layer, prefix, 'mlp_res'),
        normAt(norm, `${prefix}post_attention_layernorm.`, layer),
        ...(network === undefined ? [] : [at(network, prefix, layer)]),
      ] satisfies readonly Piece[];
    },
  });
  const toOne = residualAt(numLayers - 1, 'model.', 'output_res').map((piece) => ({
    ...piece,
    layer: undefined,
  }));
  return { ...model, pieces: afterLayers(model.pieces, toOne) };
}

/** What only Kimi K3 has is documented by its numbers, not by the names that its checkpoint gives the tensors. */
function noteAssumedNames({ config, evidence }: Source): void {
  const field = ['attn_res_block_size', 'routed_expert_hidden_size'].find((name) =>
    config.has(name),
  );
  if (field === undefined || evidence !== undefined) return;
  config.note(
    'warning',
    'hf.names_assumed',
    field,
    'parameters are exact, but the names of the tensors of depth residuals and latent projections are assumed.',
    'Inspect the tensors too where names matter.',
  );
}
