import type { RequestShape } from '../requestShape.ts';
import type { Growth } from './growth.ts';
import { spansOf, type Span } from './spans.ts';

/** A context that stands for a share of all steps. */
export interface ContextShare {
  readonly context: number;
  readonly share: number;
}

/**
 * The contexts that steps are timed at, so that their mean is that of all steps of all answers. Where the work of
 * a step grows evenly from the first to the last, the mean context says it all; elsewhere there is one for each
 * stretch in which it does.
 */
export class StepContexts {
  private readonly growth: Growth;
  private readonly mean = { context: 0, share: 1 };
  private readonly onlyMean: readonly ContextShare[] = [this.mean];
  private shape: RequestShape | undefined;
  private found: readonly ContextShare[] = [];

  constructor(growth: Growth) {
    this.growth = growth;
  }

  of(shape: RequestShape): readonly ContextShare[] {
    // Sweeps and searches ask for the same lengths again and again.
    if (this.shape !== undefined && areAlike(shape, this.shape)) return this.found;
    this.shape = shape;
    this.mean.context = shape.meanContext;
    this.found = this.growth.isLinear || shape.steps === 0 ? this.onlyMean : this.bySpans(shape);
    return this.found;
  }

  private bySpans(shape: RequestShape): readonly ContextShare[] {
    const spans = spansOf(shape);
    let least = Infinity;
    let most = 0;
    let all = 0;
    for (const { from, to, steps } of spans) {
      least = Math.min(least, from);
      most = Math.max(most, to);
      all += steps;
    }
    const first = Math.round(least + 0.5);
    const last = Math.round(most - 0.5);
    const starts = this.growth.stretches(first, last, shape.stepTokens);
    if (starts.length === 1) return this.onlyMean;
    const found = starts
      .map((start, index) => within(spans, start - 0.5, (starts[index + 1] ?? Infinity) - 0.5))
      .filter(({ steps }) => steps > 0);
    return found.map(({ steps, context }) => ({ context, share: steps / all }));
  }
}

/** Whether all that contexts depend on is the same. */
function areAlike(one: RequestShape, other: RequestShape): boolean {
  return (
    one.promptTokens === other.promptTokens &&
    one.promptSquare === other.promptSquare &&
    one.answerTokens === other.answerTokens &&
    one.meanContext === other.meanContext &&
    one.stepTokens === other.stepTokens &&
    one.steps === other.steps
  );
}

/** The steps with contexts from one up to another, and what these are on average. */
function within(spans: readonly Span[], from: number, to: number) {
  let steps = 0;
  let total = 0;
  for (const span of spans) {
    const low = Math.max(from, span.from);
    const high = Math.min(to, span.to);
    if (high <= low) continue;
    const own = (span.steps * (high - low)) / (span.to - span.from);
    steps += own;
    total += (own * (low + high)) / 2;
  }
  return { steps, context: steps === 0 ? 0 : total / steps };
}
