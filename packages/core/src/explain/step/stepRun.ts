import { fill, type StepShare } from '../../estimate/stepTimer.ts';
import type { ContextShare } from '../../estimate/contexts/stepContexts.ts';
import { StepCost } from '../../estimate/stepCost.ts';
import { stagesOf } from '../../estimate/stages.ts';
import type { Model } from '../../model.ts';
import { StepFrame, type Phase } from '../../step.ts';
import type { Run } from '../run.ts';
import { timingOf, type Timing } from './timing.ts';
import { traceLayers, type TracedLayer } from './tracedLayers.ts';

/** Steps that generate after few tokens and after many, where one does not stand for all; and what they come to. */
export interface StepRuns {
  readonly cost: StepCost;
  readonly steps: readonly StepRun[];
}

/** A step as it was timed, with the operations of every layer. */
export interface StepRun {
  /** Tokens before it, of each sequence that generates. */
  readonly context: number;
  /** Of all such steps. */
  readonly share: number;
  readonly cost: StepCost;
  readonly hasPrompt: boolean;
  readonly timing: Timing;
  readonly layers: readonly TracedLayer[];
  /** The stages that differ from each other; none where there is but one. */
  readonly stages: readonly { readonly name: string; readonly layers: readonly TracedLayer[] }[];
  readonly sequences: number;
  /** New tokens of all sequences. */
  readonly rows: number;
}

/** Traces the step that prompts are taken up in, or the one that only generates. */
export function stepRuns(run: Run, kind: 'prefill' | 'decode'): StepRuns {
  const { estimator, served, shape } = run;
  const { replica } = estimator;
  const isPrompt = kind === 'prefill';
  const cost = isPrompt ? served.prompt : served.decode;
  const contexts = replica.contexts.of(shape);
  if (contexts.length === 1 || (isPrompt && !served.isMixed)) {
    const one = { context: shape.meanContext, share: 1 };
    return { cost, steps: [stepRun(run, isPrompt, one, cost)] };
  }
  const steps = contexts.map((each) => {
    const own = new StepCost();
    if (isPrompt) replica.mixAfter(each.context, own);
    else replica.generateAfter(each.context, own);
    return stepRun(run, isPrompt, each, own);
  });
  return { cost, steps };
}

function stepRun(
  run: Run,
  hasPrompt: boolean,
  { context, share: ofAll }: ContextShare,
  cost: StepCost,
): StepRun {
  const { estimator, served, prefill, decode } = run;
  const { replica, stages } = estimator;
  const { rules } = replica.timer;
  const generating = { ...(hasPrompt ? replica.beside : replica.generating), context };
  const shares: readonly { readonly phase: Phase; readonly share: StepShare }[] = [
    ...(hasPrompt && !served.isMixed ? [] : [{ phase: 'decode' as const, share: generating }]),
    ...(hasPrompt ? [{ phase: 'prefill' as const, share: replica.prompts }] : []),
  ];
  const [first, second] = shares.map(({ phase, share }) => {
    const frame = new StepFrame();
    frame.phase = phase;
    frame.causal = rules.causal;
    fill(frame, share);
    return frame;
  }) as [StepFrame, StepFrame | undefined];
  const model = hasPrompt && !served.isMixed ? prefill : decode;
  const timing = timingOf(run);
  const layersOf = (part: Model) => traceLayers(part, timing.clock, first, second);
  const taken = shares.map(({ share }) => share);
  return {
    context,
    share: ofAll,
    cost,
    hasPrompt,
    timing,
    layers: layersOf(model),
    stages:
      stages === 1
        ? []
        : stagesOf(model, stages).flatMap((stage, index, all) =>
            // Stages that are alike are one.
            all.indexOf(stage) === index
              ? [{ name: `stage ${index + 1}`, layers: layersOf(stage) }]
              : [],
          ),
    sequences: taken.reduce((sum, { sequences }) => sum + sequences, 0),
    rows: taken.reduce((sum, { sequences, tokens }) => sum + sequences * tokens, 0),
  };
}

/** Kernels of so many layers. */
export function kernelsOf(layers: readonly TracedLayer[]): number {
  return layers.reduce(
    (total, { count, operations }) =>
      total + count * operations.reduce((own, { kernels }) => own + kernels, 0),
    0,
  );
}
