import { readLayerName } from '@mantile/config';
import type { EstimateNote } from '@mantile/core';
import { servedFor } from './buildOptions.ts';
import { whyNoAnswers } from './generates.ts';
import type { Question } from './setup.ts';

/** What to know of a model, as it is asked about. */
export function modelNotes(question: Question): readonly EstimateNote[] {
  return [
    ...contextNotes(question),
    ...partNotes(question),
    ...unknownNotes(question),
    ...servedNotes(question),
  ];
}

function contextNotes({ request, model }: Question): readonly EstimateNote[] {
  const { maxPositionEmbeddings: most } = model.config;
  const { inputTokens, outputTokens } = request.workload;
  const isAnswered = whyNoAnswers(model.config) === undefined;
  const longest = [inputTokens, ...(isAnswered ? [outputTokens] : [])].reduce(
    (sum: number, length) => sum + (typeof length === 'number' ? length : length.max),
    0,
  );
  if (most === undefined || longest <= most) return [];
  const message = `${isAnswered ? 'prompt and answer come' : 'a prompt comes'} to ${longest.toLocaleString('en-US')} tokens; the model is made for ${most.toLocaleString('en-US')} at most.`;
  return [{ code: 'workload.beyond_context', message }];
}

function unknownNotes({ model }: Question): readonly EstimateNote[] {
  const unknown = model.config.layerTypes.filter(({ supported }) => !supported);
  if (unknown.length === 0) return [];
  const names = unknown.map(({ name, count }) => `${count} ${name}`).join(', ');
  const message = `no layer kind describes ${names}: their weights are counted, at the most that these may cost; what they do besides is not.`;
  return [{ code: 'model.unknown_layers', message }];
}

/** The options that decide otherwise. */
const flags: Readonly<Record<string, string>> = {
  'model.drafting_left_out': ' --draft-tokens and --acceptance use them.',
  'default.cache_format': ' --kv-dtype decides otherwise.',
};

function servedNotes({ model, request, hardware }: Question): readonly EstimateNote[] {
  const { attentionDataParallel, expertParallel } = request.plan;
  const plan = { attentionDataParallel, expertParallel };
  const { notes } = servedFor(model.config, request, hardware.chip, plan);
  return notes.map(({ code, message }) => ({ code, message: `${message}${flags[code] ?? ''}` }));
}

/** What of a model does not run. */
function partNotes({ model }: Question): readonly EstimateNote[] {
  const names = model.config.layerTypes.map(({ name }) => readLayerName(name));
  const parts = new Set(names.map(({ part }) => part));
  const resting = [...parts].filter((part) => part !== 'text' && part !== 'mtp');
  const notes: EstimateNote[] = [];
  if (resting.length > 0) {
    const message = `of ${resting.join(' and ')} the weights are held, and nothing runs: what images or sounds cost comes on top.`;
    notes.push({ code: 'model.parts_at_rest', message });
  }
  return notes;
}
