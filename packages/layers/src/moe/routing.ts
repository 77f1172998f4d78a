import type { Parallelism, StepFrame } from '@mantile/core';
import { expectedDistinct } from '../internal/expectedDistinct.ts';
import type { ExpertsSpec } from './expertKeys.ts';

/** How the tokens of a step fall on packages and experts. */
export class Routing {
  /** How tokens and experts come together; with all experts on one package no pairs need be sent. */
  readonly dispatch: ExpertsSpec['dispatch'];
  /** Whether pairs are sent one by one. */
  readonly sendsPairs: boolean;
  private readonly spec: ExpertsSpec;
  private readonly parallelism: Parallelism;

  constructor(spec: ExpertsSpec, parallelism: Parallelism) {
    this.spec = spec;
    this.parallelism = parallelism;
    const isAlone = spec.dispatch === 'allToAll' && parallelism.expertParallel === 1;
    this.dispatch = isAlone ? 'allGather' : spec.dispatch;
    this.sendsPairs = this.dispatch === 'allToAll';
  }

  /** Tokens of an expert-parallel group: those that all its packages bring together. */
  tokens(step: StepFrame): number {
    const { contextParallel, attentionDataParallel } = this.parallelism;
    return step.sequences(attentionDataParallel) * step.tokens(contextParallel);
  }

  /** Of these, the tokens that one package brings and takes back: all, where each has all of them. */
  ownTokens(step: StepFrame, tokens: number): number {
    if (this.dispatch === 'allReduce') return tokens;
    return step.share(tokens, this.parallelism.expertParallel);
  }

  /** (token, expert) pairs that fall to the experts of one package. */
  pairs(step: StepFrame, tokens: number): number {
    const { topK, numExperts, loadImbalance } = this.spec;
    const { expertParallel } = this.parallelism;
    const even = step.share(topK * tokens, expertParallel);
    if (loadImbalance === 1 || step.shareOf === 'average') return even;
    // Rounding of the product must not add a pair.
    const busiest = Math.ceil(((topK * tokens) / expertParallel) * loadImbalance * (1 - 1e-12));
    // A token chooses different experts, so that no package gets more of its pairs than it has experts.
    return Math.min(busiest, tokens * Math.min(topK, numExperts / expertParallel));
  }

  /** Distinct experts of one package that are expected to be read. */
  expertsRead(tokens: number): number {
    const { numExperts, topK, popularityShape } = this.spec;
    return (
      expectedDistinct(numExperts, topK, tokens, popularityShape) / this.parallelism.expertParallel
    );
  }
}
