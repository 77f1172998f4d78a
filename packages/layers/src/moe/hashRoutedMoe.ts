import {
  defineDtype,
  type FaultList,
  type LayerOptions,
  type StepFrame,
  type Work,
} from '@mantile/core';
import * as z from 'zod';
import { size } from '../internal/schema.ts';
import { checkExperts, expertKeys, sharedExpertKeys } from './expertKeys.ts';
import { gatherTokens, sendExperts } from './routedExperts.ts';
import { SparseLayer } from './sparseLayer.ts';

/**
 * The spec of a {@link HashRoutedMoELayer}.
 *
 * @example
 * import { hashRoutedMoESpec } from '@mantile/layers';
 * const sizes = { hiddenSize: 4096, intermediateSize: 2048, numExperts: 256, topK: 6, vocabSize: 129280 };
 * hashRoutedMoESpec.parse(sizes).numSharedExperts // => 0
 * @category Specs
 */
export const hashRoutedMoESpec = z
  .strictObject({
    ...expertKeys,
    ...sharedExpertKeys,
    /** Rows of the table: the token decides which experts it is sent to. */
    vocabSize: size,
  })
  .superRefine(checkExperts);

/**
 * A mixture of experts whose experts are looked up by token: a table of vocabSize rows names the topK of each.
 *
 * The router remains, to weigh the chosen experts' results. The table holds 64-bit whole numbers and is no
 * parameter. All else is as in a {@link MoELayer}; a hash spreads tokens evenly, but frequent tokens repeat.
 *
 * @example
 * import { HashRoutedMoELayer } from '@mantile/layers';
 * const layer = new HashRoutedMoELayer({
 *   hiddenSize: 4096, intermediateSize: 2048, numExperts: 256, topK: 6, numSharedExperts: 1, vocabSize: 129280,
 * });
 * layer.parameterCount.total // => 6468665344
 * @category Mixture of experts
 */
export class HashRoutedMoELayer extends SparseLayer<typeof hashRoutedMoESpec> {
  static readonly kind = 'HashRoutedMoELayer';
  static readonly specSchema = hashRoutedMoESpec;
  static readonly supportedParallelism = [
    'tensorParallel',
    'contextParallel',
    'expertParallel',
    'attentionDataParallel',
  ] as const;
  static readonly examples: readonly z.input<typeof hashRoutedMoESpec>[] = [
    {
      hiddenSize: 48,
      intermediateSize: 24,
      numExperts: 24,
      topK: 3,
      numSharedExperts: 1,
      vocabSize: 1000,
    },
  ];

  private readonly input;
  private readonly chooseExperts;
  private readonly route;
  private readonly experts;
  private readonly shared;
  private readonly output;

  constructor(options: LayerOptions<z.input<typeof hashRoutedMoESpec>>) {
    super(options);
    const { spec } = this;
    const { hiddenSize, topK, vocabSize } = spec;
    this.input = this.buffer('input', hiddenSize);
    const table = this.weight({
      name: 'router.experts_of_token',
      shape: [vocabSize, topK],
      dtype: defineDtype({ name: 'int64', bits: 64 }),
      isBuffer: true,
    });
    this.chooseExperts = this.lookUp('look_up_experts', table);
    this.route = this.router(spec);
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
    const seen = routing.sendsPairs ? own : tokens;
    gatherTokens(experts, work, tokens);
    work.hold(this.input, seen);
    work.gather(this.chooseExperts, seen);
    work.stretch(this.route, seen);
    sendExperts(experts, step, work, tokens);
    if (this.shared !== undefined) work.stretch(this.shared, own);
    work.hold(this.output, seen);
  }
}
