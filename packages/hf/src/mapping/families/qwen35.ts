import type { ConfigReader } from '../configReader.ts';
import type { Evidence, Family, ModelPieces, Source } from '../family.ts';
import {
  embeddedText,
  groupedText,
  storedAt,
  storedPlaces,
  textSection,
} from '../parts/embeddedText.ts';
import { withFusedExperts } from '../parts/fusedExperts.ts';
import { decoder, rmsNorm } from '../parts/frame.ts';
import { hybridKinds } from '../parts/gatedDeltaNet.ts';
import { behind } from '../parts/tower.ts';
import {
  denseFeedforward,
  gatedAttention,
  gatedDeltaNet,
  gatedFeedforwards,
  gatedSharedMoe,
  layerPieces,
  qwenPrediction,
} from './qwen3Next.ts';
import { qwen3Tower } from './qwenVision.ts';
import { visionSection } from './qwenVl.ts';

/** The text model of Qwen 3.5 and 3.6: as Qwen3-Next, with the projections of its linear attention kept apart. */
function describeText({ config, evidence }: Source, hasPrediction: boolean): ModelPieces {
  // Every layer has experts where there are any; the class has no field for it.
  const fields = config.overriddenBy({ decoder_sparse_step: 1 });
  const kinds = hybridKinds(fields);
  const linear = gatedDeltaNet(fields, 'split');
  const full = gatedAttention(fields);
  const norm = rmsNorm(fields.count('hidden_size'));
  const feedforwards = gatedFeedforwards(fields);
  const model = decoder(
    { config: fields, evidence },
    {
      tiedByDefault: false,
      layer: (layer, prefix) =>
        layerPieces(
          norm,
          { prefix, layer, part: 'text' },
          kinds[layer] === 'full_attention' ? full : linear,
          feedforwards[layer] ?? denseFeedforward(fields),
        ),
    },
  );
  if (!hasPrediction) return model;
  const modules = config.countOrZero('mtp_num_hidden_layers', { absent: 0 });
  if (modules === 0) return model;
  noteDedicatedEmbeddings(config);
  const feedforward = feedforwards.at(-1) ?? gatedSharedMoe(fields);
  return { ...model, pieces: [...model.pieces, ...qwenPrediction(fields, feedforward, modules)] };
}

function noteDedicatedEmbeddings(config: ConfigReader): void {
  if (config.raw('mtp_use_dedicated_embeddings') !== true) return;
  config.note(
    'error',
    'hf.not_mapped',
    'mtp_use_dedicated_embeddings',
    'modules for multi-token prediction with embeddings of their own are not mapped.',
    'Inspect its tensors for a gap report.',
  );
}

const isPrediction = (name: string): boolean => name.startsWith('mtp.');

/** What config and tensors say together of multi-token prediction. */
function storesPrediction(config: ConfigReader, evidence: Evidence | undefined): boolean {
  if (evidence === undefined) return true;
  const isStored = [...evidence.keys()].some(isPrediction);
  const isStated = (config.optionalCount('mtp_num_hidden_layers') ?? 0) > 0;
  if (isStated && !isStored) {
    config.note(
      'info',
      'hf.mtp_not_stored',
      'mtp_num_hidden_layers',
      'the checkpoint holds no module for multi-token prediction: none is counted.',
    );
  }
  return isStored;
}

function describeWithTower(source: Source): ModelPieces {
  const { config, evidence } = source;
  const section = textSection(config);
  const hasPrediction = storesPrediction(section, evidence);
  const family = { types: [], describe: (text: Source) => describeText(text, hasPrediction) };
  const places = storedPlaces(source, [groupedText, {}]);
  const model = embeddedText(source, section, family, places);
  const prefix = storedAt(source, ['model.visual.', 'visual.'], 'patch_embed.proj.weight');
  return behind(model, qwen3Tower(visionSection(config), prefix, []));
}

function describeTextAlone(source: Source): ModelPieces {
  const { config, evidence } = source;
  const isStated = (config.optionalCount('mtp_num_hidden_layers') ?? 0) > 0;
  if (isStated && evidence === undefined) {
    config.note(
      'warning',
      'hf.mtp_assumed_absent',
      'mtp_num_hidden_layers',
      'text models taken out of Qwen 3.5 leave the module for multi-token prediction behind: none is counted.',
      'Inspect the tensors too to be sure.',
    );
  }
  const hasPrediction = evidence !== undefined && storesPrediction(config, evidence);
  const family = { types: [], describe: (text: Source) => describeText(text, hasPrediction) };
  return embeddedText(source, config, family, storedPlaces(source, [{}, groupedText]));
}

/** Qwen 3.5 and 3.6: a hybrid text model behind a vision tower without deepstack. */
export const qwen35: Family = { types: ['qwen3_5'], describe: describeWithTower };

/** Qwen 3.5 and 3.6 of experts, which their files stack as they are. */
export const qwen35Moe: Family = {
  types: ['qwen3_5_moe'],
  describe: (source) => {
    const model = describeWithTower(source);
    return { ...model, pieces: withFusedExperts(source, model.pieces, false) };
  },
};

/** The text models of Qwen 3.5 and 3.6 by themselves, with experts one by one. */
export const qwen35Text: Family = {
  types: ['qwen3_5_text', 'qwen3_5_moe_text'],
  describe: (source) => {
    const model = describeTextAlone(source);
    if (![...(source.evidence?.keys() ?? [])].some((name) => name.endsWith('.gate_up_proj'))) {
      return model;
    }
    return { ...model, pieces: withFusedExperts(source, model.pieces, false) };
  },
};
