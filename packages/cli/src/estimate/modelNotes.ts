import { readLayerName } from '@mantile/config';
import type { EstimateNote } from '@mantile/core';
import { leavesDrafting, staysWide } from './buildOptions.ts';
import { hasExperts, popularityOf } from './servedLayers.ts';
import type { Question } from './setup.ts';

/** What to know of a model, as it is asked about. */
export function modelNotes(question: Question): readonly EstimateNote[] {
  return [
    ...contextNotes(question),
    ...partNotes(question),
    ...unknownNotes(question),
    ...draftingNotes(question),
    ...expertNotes(question),
    ...formatNotes(question),
  ];
}

function contextNotes({ request, model }: Question): readonly EstimateNote[] {
  const { maxPositionEmbeddings: most } = model.config;
  const { inputTokens, outputTokens } = request.workload;
  const longest = [inputTokens, outputTokens].reduce(
    (sum: number, length) => sum + (typeof length === 'number' ? length : length.max),
    0,
  );
  if (most === undefined || longest <= most) return [];
  const message = `prompt and answer come to ${longest.toLocaleString('en-US')} tokens; the model is made for ${most.toLocaleString('en-US')} at most.`;
  return [{ code: 'workload.beyond_context', message }];
}

function unknownNotes({ model }: Question): readonly EstimateNote[] {
  const unknown = model.config.layerTypes.filter(({ supported }) => !supported);
  if (unknown.length === 0) return [];
  const names = unknown.map(({ name, count }) => `${count} ${name}`).join(', ');
  const message = `no layer kind describes ${names}: their weights are counted, at the most that these may cost; what they do besides is not.`;
  return [{ code: 'model.unknown_layers', message }];
}

function draftingNotes({ model, request }: Question): readonly EstimateNote[] {
  if (!leavesDrafting(model.config, request)) return [];
  const message =
    'the layers that predict tokens ahead are not loaded; --draft-tokens and --acceptance use them.';
  return [{ code: 'model.drafting_left_out', message }];
}

function expertNotes({ model, request }: Question): readonly EstimateNote[] {
  if (request.fidelity === 'ideal' || !model.config.layerTypes.some(hasExperts)) return [];
  const shape = popularityOf(model.config);
  const message = `experts are not liked equally: fewer distinct ones are read, by a gamma distribution of shape ${shape}, as served models showed.`;
  return [{ code: 'default.expert_popularity', message }];
}

/** What of a model does not run, and whether it generates at all. */
function partNotes({ model }: Question): readonly EstimateNote[] {
  const names = model.config.layerTypes.map(({ name }) => readLayerName(name));
  const parts = new Set(names.map(({ part }) => part));
  const resting = [...parts].filter((part) => part !== 'text' && part !== 'mtp');
  const notes: EstimateNote[] = [];
  if (resting.length > 0) {
    const message = `of ${resting.join(' and ')} the weights are held, and nothing runs: what images or sounds cost comes on top.`;
    notes.push({ code: 'model.parts_at_rest', message });
  }
  if (!names.some(({ part, role }) => part === 'text' && role === 'head')) {
    const message =
      'the model has no head that tells tokens, so that it answers none: times and rates of output mean nothing.';
    notes.push({ code: 'model.no_head', message });
  }
  return notes;
}

function formatNotes({ model, request }: Question): readonly EstimateNote[] {
  const { dtype } = request.formats;
  if (!model.config.layerTypes.some((type) => staysWide(type, request.formats))) return [];
  const message = `latent attention stays in bf16, as published checkpoints in four bits have it; ${dtype ?? ''} is for the other layers.`;
  return [{ code: 'default.attention_format', message }];
}
