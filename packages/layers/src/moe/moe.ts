import type { FaultList, LayerOptions, StepFrame, Work } from '@mantile/core';
import * as z from 'zod';
import { checkExperts, correctionKeys, expertKeys, sharedExpertKeys } from './expertKeys.ts';
import { gatherTokens, sendExperts } from './routedExperts.ts';
import { SparseLayer } from './sparseLayer.ts';

/**
 * The spec of a {@link MoELayer}.
 *
 * @example
 * import { moeSpec } from '@mantile/layers';
 * moeSpec.parse({ hiddenSize: 4096, intermediateSize: 14336, numExperts: 8, topK: 2 }).dispatch // => 'allGather'
 * @category Specs
 */
export const moeSpec = z
  .strictObject({ ...expertKeys, ...sharedExpertKeys, ...correctionKeys })
  .superRefine(checkExperts);

/**
 * A mixture of experts: a router sends each token to topK of numExperts feed-forward networks, and all
 * tokens pass through the shared experts, if there are any.
 *
 * With m tokens, width d, E experts of inner width I and P projections, k of them per token, over ep packages:
 * the router takes 2·m·d·E FLOPs, the routed experts 2·P·d·I·⌈k·m/ep⌉, shared ones 2·P·d·I·⌈m/ep⌉ each.
 * A step is expected to read E·(1 − (1 − k/E)^m) distinct experts.
 *
 * Tensor parallelism cuts every expert, expert parallelism deals them out; context parallelism splits the
 * tokens. Packages among which attention splits the *batch* bring their tokens together here: name their
 * number `expertParallel` in this layer's plan (attention over 8 data-parallel packages next to experts over
 * the same 8). `attentionDataParallel` in this layer's own plan makes groups that keep experts of their own.
 *
 * @example
 * import { MoELayer } from '@mantile/layers';
 * const mixtral = { hiddenSize: 4096, intermediateSize: 14336, numExperts: 8, topK: 2 };
 * const layer = new MoELayer({ ...mixtral, parallelism: { expertParallel: 4 } });
 * layer.parameterCount // => { total: 1409318912, active: 352354304 }
 * layer.computeWeightMemory() // => 704708608
 * @category Mixture of experts
 */
export class MoELayer extends SparseLayer<typeof moeSpec> {
  static readonly kind = 'MoELayer';
  static readonly specSchema = moeSpec;
  static readonly supportedParallelism = [
    'tensorParallel',
    'contextParallel',
    'expertParallel',
    'attentionDataParallel',
  ] as const;
  static readonly examples: readonly z.input<typeof moeSpec>[] = [
    { hiddenSize: 48, intermediateSize: 96, numExperts: 12, topK: 2 },
    {
      hiddenSize: 48,
      intermediateSize: 24,
      numExperts: 24,
      topK: 4,
      dispatch: 'allToAll',
      numSharedExperts: 1,
      sharedIntermediateSize: 48,
      sharedExpertGate: true,
      correctionBias: true,
      routerDtype: 'fp32',
    },
    {
      hiddenSize: 48,
      intermediateSize: 24,
      numExperts: 12,
      topK: 3,
      numProjections: 2,
      hasBias: true,
      numSharedExperts: 2,
      loadImbalance: 1.3,
      popularityShape: 2,
    },
    {
      hiddenSize: 48,
      intermediateSize: 24,
      numExperts: 12,
      topK: 3,
      dispatch: 'allReduce',
      numSharedExperts: 1,
      sharedIntermediateSize: 48,
    },
  ];

  private readonly input;
  private readonly route;
  private readonly experts;
  private readonly shared;
  private readonly output;

  constructor(options: LayerOptions<z.input<typeof moeSpec>>) {
    super(options);
    const { spec } = this;
    const { hiddenSize } = spec;
    this.input = this.buffer('input', hiddenSize);
    this.route = this.router(spec, { choice: this.correctionBias(spec) });
    this.experts = this.routedExperts(spec, hiddenSize);
    this.shared = this.sharedExperts(spec);
    this.output = this.buffer('output', hiddenSize);
  }

  protected override check(faults: FaultList): void {
    this.requireExpertsDivide(faults, this.spec);
  }

  forward(step: StepFrame, work: Work): void {
    const { experts } = this;
    const { routing } = experts;
    const tokens = routing.tokens(step);
    const own = routing.ownTokens(step, tokens);
    // Gathered, every package holds and routes all tokens; otherwise its own.
    const seen = routing.sendsPairs ? own : tokens;
    gatherTokens(experts, work, tokens);
    work.hold(this.input, seen);
    work.stretch(this.route, seen);
    sendExperts(experts, step, work, tokens);
    if (this.shared !== undefined) work.stretch(this.shared, own);
    work.hold(this.output, seen);
  }
}
