import { computeRate, type EstimateNote } from '@mantile/core';
import { modelNotes } from './modelNotes.ts';
import type { Setup } from './setup.ts';

/** What to know of what was asked: of the model, and of what options came to. */
export function questionNotes(setup: Setup): readonly EstimateNote[] {
  const { question } = setup;
  const isEven = question.request.routingSkew === 0;
  return [
    // Whoever says that experts are liked equally is not told otherwise.
    ...modelNotes(question).filter(({ code }) => !(isEven && code === 'default.expert_popularity')),
    ...computeNotes(setup),
    ...skewNotes(setup),
  ];
}

/** Formats that products were to run in, and that the chip has no arithmetic for. */
function computeNotes({ question, model, system }: Setup): readonly EstimateNote[] {
  const { chip } = system;
  const taken = new Map<string, string>();
  const isAsked = question.request.formats.computeDtype !== undefined;
  const advice = isAsked ? '' : ' --compute-dtype decides otherwise.';
  for (const { layer } of model.blocks) {
    const { compute } = layer.dtypes;
    const { dtype } = computeRate(chip, compute);
    if (dtype !== compute.name) taken.set(compute.name, dtype);
  }
  return [...taken].map(([name, instead]) => ({
    code: 'default.compute_format',
    message: `${chip.name} has no arithmetic in ${name}: such products run in ${instead}; weights keep their format.${advice}`,
  }));
}

/** A skew counts where experts are spread: on one package all of them are at hand. */
function skewNotes({ question, model }: Setup): readonly EstimateNote[] {
  const { routingSkew = 0, plan, fidelity } = question.request;
  if (routingSkew === 0) return [];
  const isSpread = plan.expertParallel > 1 && fidelity === 'calibrated';
  const hasExperts = model.blocks.some(({ layer }) => 'numExperts' in (layer.spec as object));
  if (isSpread && hasExperts) return [];
  const message =
    '--routing-skew changes nothing here: it tells how unequally tokens fall on the packages of --ep, in calibrated times.';
  return [{ code: 'option.without_effect', message }];
}
