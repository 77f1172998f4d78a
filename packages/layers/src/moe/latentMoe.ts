import type { FaultList, LayerOptions, StepFrame, Work } from '@mantile/core';
import * as z from 'zod';
import { size } from '../internal/schema.ts';
import { checkExperts, correctionKeys, expertKeys, sharedExpertKeys } from './expertKeys.ts';
import { gatherTokens, sendExperts } from './routedExperts.ts';
import { SparseLayer } from './sparseLayer.ts';

/**
 * The spec of a {@link LatentMoELayer}.
 *
 * @example
 * import { latentMoESpec } from '@mantile/layers';
 * const sizes = { hiddenSize: 4096, latentSize: 1024, intermediateSize: 2688, numExperts: 512, topK: 22 };
 * latentMoESpec.parse(sizes).hasLatentNorm // => false
 * @category Specs
 */
export const latentMoESpec = z
  .strictObject({
    ...expertKeys,
    ...sharedExpertKeys,
    ...correctionKeys,
    /** Width of what the routed experts work on. */
    latentSize: size,
    /** Whether the combined results are normed before they are projected back. */
    hasLatentNorm: z.boolean().default(false),
  })
  .superRefine(checkExperts);

/**
 * A mixture of experts that work on a narrower latent: tokens are projected from d to l elements, sent to
 * their experts, and the combined results are projected back. Router and shared experts see the full width.
 *
 * Two projections of d·l weights and E experts of P·l·I. Both projections and the router run where a token
 * comes from, so that only l elements of it travel; they are replicated over tensor parallelism.
 *
 * @example
 * import { LatentMoELayer } from '@mantile/layers';
 * const layer = new LatentMoELayer({
 *   hiddenSize: 4096, latentSize: 1024, intermediateSize: 2688, numExperts: 512, topK: 22, numProjections: 2,
 *   numSharedExperts: 1, sharedIntermediateSize: 5376, correctionBias: true,
 * });
 * layer.parameterCount.total // => 2873098752
 * @category Mixture of experts
 */
export class LatentMoELayer extends SparseLayer<typeof latentMoESpec> {
  static readonly kind = 'LatentMoELayer';
  static readonly specSchema = latentMoESpec;
  static readonly supportedParallelism = [
    'tensorParallel',
    'contextParallel',
    'expertParallel',
    'attentionDataParallel',
  ] as const;
  static readonly examples: readonly z.input<typeof latentMoESpec>[] = [
    {
      hiddenSize: 48,
      latentSize: 12,
      intermediateSize: 24,
      numExperts: 24,
      topK: 4,
      numProjections: 2,
      numSharedExperts: 1,
      sharedIntermediateSize: 48,
      correctionBias: true,
    },
    {
      hiddenSize: 48,
      latentSize: 24,
      intermediateSize: 24,
      numExperts: 12,
      topK: 2,
      hasLatentNorm: true,
      dispatch: 'allToAll',
      numSharedExperts: 2,
    },
  ];

  private readonly input;
  private readonly route;
  private readonly compress;
  private readonly latent;
  private readonly experts;
  private readonly combined;
  private readonly normalise;
  private readonly restore;
  private readonly shared;
  private readonly output;

  constructor(options: LayerOptions<z.input<typeof latentMoESpec>>) {
    super(options);
    const { spec } = this;
    const { hiddenSize, latentSize, hasLatentNorm } = spec;
    this.input = this.buffer('input', hiddenSize);
    this.route = this.router(spec, { choice: this.correctionBias(spec) });
    const project = (name: string, inputs: number, outputs: number) =>
      this.product(name, this.linear({ name, inputs, outputs }));
    this.compress = project('latent_down_proj', hiddenSize, latentSize);
    this.latent = this.buffer('latent', latentSize);
    this.experts = this.routedExperts(spec, latentSize);
    this.combined = this.buffer('combined_latent', latentSize);
    if (hasLatentNorm) {
      this.normalise = this.elementwise('normalise_latent', latentSize, {
        flopsPerElement: 5,
        weights: [this.weight({ name: 'latent_norm.weight', shape: [latentSize] })],
      });
    }
    this.restore = project('latent_up_proj', latentSize, hiddenSize);
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
    work.hold(this.input, own);
    work.stretch(this.route, own);
    work.matmul(this.compress, own);
    gatherTokens(experts, work, tokens);
    work.hold(this.latent, routing.sendsPairs ? own : tokens);
    sendExperts(experts, step, work, tokens);
    work.hold(this.combined, own);
    if (this.normalise !== undefined) work.pass(this.normalise, own);
    work.matmul(this.restore, own);
    if (this.shared !== undefined) work.stretch(this.shared, own);
    work.hold(this.output, own);
  }
}
