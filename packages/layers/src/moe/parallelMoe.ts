import type { FaultList, LayerOptions, StepFrame, Work } from '@mantile/core';
import * as z from 'zod';
import { size } from '../internal/schema.ts';
import { checkExperts, expertKeys } from './expertKeys.ts';
import { gatherTokens, sendExperts } from './routedExperts.ts';
import { SparseLayer } from './sparseLayer.ts';

/**
 * The spec of a {@link ParallelMoELayer}.
 *
 * @example
 * import { parallelMoESpec } from '@mantile/layers';
 * const sizes = { hiddenSize: 2816, denseIntermediateSize: 2112, intermediateSize: 704, numExperts: 128, topK: 8 };
 * parallelMoESpec.parse(sizes).hasBranchNorms // => true
 * @category Specs
 */
export const parallelMoESpec = z
  .strictObject({
    ...expertKeys,
    /** Inner width of the dense network. */
    denseIntermediateSize: size,
    /** Whether the router norms its input, with a scale [hiddenSize] of its own. */
    hasRouterNorm: z.boolean().default(true),
    /** Whether a learned scale of each expert weighs its results. */
    hasExpertScales: z.boolean().default(true),
    /** Whether three RMS norms stand before the experts, behind them, and behind the dense network. */
    hasBranchNorms: z.boolean().default(true),
  })
  .superRefine(checkExperts);

/**
 * A dense feed-forward network and a mixture of experts side by side, their results added.
 *
 * With width d, dense inner width F and E experts of inner width I: P·d·F + E·P·d·I weights, d·E of the router,
 * d of its norm, E of the experts' scales and 3·d of the norms around both branches. The dense network and the
 * norms run where a token comes from, the experts as in a {@link MoELayer}.
 *
 * @example
 * import { ParallelMoELayer } from '@mantile/layers';
 * const layer = new ParallelMoELayer({
 *   hiddenSize: 2816, denseIntermediateSize: 2112, intermediateSize: 704, numExperts: 128, topK: 8,
 * });
 * layer.parameterCount.total // => 779480192
 * @category Mixture of experts
 */
export class ParallelMoELayer extends SparseLayer<typeof parallelMoESpec> {
  static readonly kind = 'ParallelMoELayer';
  static readonly specSchema = parallelMoESpec;
  static readonly supportedParallelism = [
    'tensorParallel',
    'contextParallel',
    'expertParallel',
    'attentionDataParallel',
  ] as const;
  static readonly examples: readonly z.input<typeof parallelMoESpec>[] = [
    {
      hiddenSize: 48,
      denseIntermediateSize: 96,
      intermediateSize: 24,
      numExperts: 24,
      topK: 4,
    },
    {
      hiddenSize: 48,
      denseIntermediateSize: 48,
      intermediateSize: 24,
      numExperts: 12,
      topK: 2,
      dispatch: 'allToAll',
      hasRouterNorm: false,
      hasExpertScales: false,
      hasBranchNorms: false,
    },
  ];

  private readonly input;
  private readonly dense;
  private readonly normaliseDense;
  private readonly normaliseInput;
  private readonly route;
  private readonly experts;
  private readonly normaliseExperts;
  private readonly output;

  constructor(options: LayerOptions<z.input<typeof parallelMoESpec>>) {
    super(options);
    const { spec } = this;
    const { hiddenSize, denseIntermediateSize, numExperts } = spec;
    const norm = (name: string) =>
      this.elementwise(name, hiddenSize, {
        flopsPerElement: 5,
        weights: [this.weight({ name: `${name}.weight`, shape: [hiddenSize] })],
      });
    const branchNorm = (name: string) => (spec.hasBranchNorms ? norm(name) : undefined);
    this.input = this.buffer('input', hiddenSize);
    const denseSizes = { ...spec, intermediateSize: denseIntermediateSize, copies: 1 };
    this.dense = this.denseBranch('mlp', denseSizes);
    this.normaliseDense = branchNorm('dense_output_norm');
    this.normaliseInput = branchNorm('experts_input_norm');
    const scales = () => this.weight({ name: 'router.expert_scales', shape: [numExperts] });
    this.route = this.router(spec, {
      normalise: spec.hasRouterNorm ? norm('router.norm') : undefined,
      choice: spec.hasExpertScales ? [scales()] : [],
    });
    this.experts = this.routedExperts(spec, hiddenSize);
    this.normaliseExperts = branchNorm('experts_output_norm');
    this.output = this.buffer('output', hiddenSize);
  }

  protected override check(faults: FaultList): void {
    const { denseIntermediateSize } = this.spec;
    this.requireDivides(faults, 'tensorParallel', 'denseIntermediateSize', denseIntermediateSize);
    this.requireExpertsDivide(faults, this.spec);
  }

  forward(step: StepFrame, work: Work): void {
    const { experts, normaliseDense, normaliseInput, normaliseExperts } = this;
    const { routing } = experts;
    const tokens = routing.tokens(step);
    const own = routing.ownTokens(step, tokens);
    const seen = routing.sendsPairs ? own : tokens;
    work.stretch(this.dense, own);
    if (normaliseDense !== undefined) work.pass(normaliseDense, own);
    if (normaliseInput !== undefined) work.pass(normaliseInput, own);
    gatherTokens(experts, work, tokens);
    work.hold(this.input, seen);
    work.stretch(this.route, seen);
    sendExperts(experts, step, work, tokens);
    if (normaliseExperts !== undefined) work.pass(normaliseExperts, own);
    work.hold(this.output, seen);
  }
}
