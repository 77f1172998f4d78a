import * as z from 'zod';
import { dtypeName, size } from '../internal/schema.ts';

/** The spec keys that every kind with routed experts has. */
export const expertKeys = {
  /** Width of the model. */
  hiddenSize: size,
  /** Inner width of a routed expert. */
  intermediateSize: size,
  /** Routed experts. */
  numExperts: size,
  /** Routed experts that a token is sent to. */
  topK: size,
  /** Matrices of an expert: 2 (up, down) or 3 (gate, up, down). */
  numProjections: z.literal([2, 3]).default(3),
  /** Whether the router and every projection of the experts have a bias. */
  hasBias: z.boolean().default(false),
  /** Number format of the router's weight, where it is not that of the layer's weights. */
  routerDtype: dtypeName.optional(),
  /** Number format of the routed experts' matrices, where it is not that of the layer's weights. */
  expertDtype: dtypeName.optional(),
  /**
   * How expert parallelism brings tokens and experts together: every package gathers all tokens and the
   * results are reduced and scattered; each (token, expert) pair is sent to the expert and back; or every package
   * has all tokens already, as behind attention that tensor parallelism cuts, and one all-reduce completes the
   * sums of routed and shared experts.
   */
  dispatch: z.enum(['allGather', 'allToAll', 'allReduce']).default('allGather'),
  /** Pairs on the busiest package of an expert-parallel group over the average: 1 when balanced. */
  loadImbalance: z.number().min(1).default(1),
  /**
   * How alike experts are in popularity: the shape of a gamma distribution. Small values mean that a few are
   * liked most, and fewer distinct ones are read; all are equally popular when absent.
   */
  popularityShape: z.number().positive().optional(),
};

/** The spec keys of shared experts. */
export const sharedExpertKeys = {
  /** Experts that every token passes through. */
  numSharedExperts: z.int().min(0).max(1e9).default(0),
  /** Inner width of a shared expert; that of a routed one when absent. */
  sharedIntermediateSize: size.optional(),
  /** Whether a learned gate [1, hiddenSize] scales the shared experts' result. */
  sharedExpertGate: z.boolean().default(false),
};

/** The spec key of routers that balance their experts by a bias. */
export const correctionKeys = {
  /** Whether a single-precision bias corrects the scores for the choice of experts. */
  correctionBias: z.boolean().default(false),
};

type OutputOf<Keys extends z.core.$ZodLooseShape> = z.output<z.ZodObject<Keys>>;

/** What {@link expertKeys} yield. */
export interface ExpertsSpec extends OutputOf<typeof expertKeys> {}

/** What {@link sharedExpertKeys} yield. */
export interface SharedExpertsSpec extends OutputOf<typeof sharedExpertKeys> {}

/** Refuses keys that do not go together. */
export function checkExperts(
  spec: ExpertsSpec & Partial<SharedExpertsSpec>,
  context: z.RefinementCtx,
): void {
  const { topK, numExperts, numSharedExperts = 0, sharedIntermediateSize, sharedExpertGate } = spec;
  const refuse = (key: string, message: string) =>
    context.addIssue({ code: 'custom', path: [key], message });
  if (topK > numExperts) {
    refuse('topK', `topK must be at most numExperts: ${topK} is more than ${numExperts}.`);
  }
  if (numSharedExperts > 0) return;
  if (sharedIntermediateSize !== undefined) {
    refuse(
      'sharedIntermediateSize',
      'sharedIntermediateSize needs numSharedExperts of at least 1.',
    );
  }
  if (sharedExpertGate === true) {
    refuse('sharedExpertGate', 'sharedExpertGate needs numSharedExperts of at least 1.');
  }
}
