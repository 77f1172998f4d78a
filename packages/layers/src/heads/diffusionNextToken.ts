import { Layer, type FaultList, type LayerOptions, type StepFrame, type Work } from '@mantile/core';
import * as z from 'zod';
import { size } from '../internal/schema.ts';

/**
 * The spec of a {@link DiffusionNextTokenHead}.
 *
 * @example
 * import { diffusionNextTokenSpec } from '@mantile/layers';
 * diffusionNextTokenSpec.parse({ embedDim: 512 }).numInferSteps // => 12
 * @category Specs
 */
export const diffusionNextTokenSpec = z
  .strictObject({
    /** Width of the embeddings that are denoised, and of the hidden state they depend on. */
    embedDim: size,
    /** Whether the head is there at all: without, it holds and costs nothing. */
    enabled: z.boolean().default(true),
    /** Steps of the schedule that training runs over. */
    numTrainTimesteps: size.default(1000),
    /** Steps in which inference denoises. */
    numInferSteps: size.default(12),
    /** Width of the embedding of a step. */
    timeEmbedDim: size.default(128),
    /** Inner width of the denoiser, as a multiple of embedDim. */
    mlpMult: size.default(4),
    /** How often training drops the condition; inference is not concerned. */
    cfgDropoutP: z.number().min(0).max(1).default(0.1),
    /** Weight of the condition; above 1 each step is evaluated with and without it. */
    cfgGuidanceScale: z.number().min(0).default(1.5),
    /** The rule from one step to the next; each of the three evaluates the denoiser once. */
    scheduler: z.enum(['ddim', 'ddpm', 'dpm']).default('ddim'),
    /** Share of the training loss; inference is not concerned. */
    lossWeight: z.number().min(0).default(0.1),
  })
  .refine(({ numInferSteps, numTrainTimesteps }) => numInferSteps <= numTrainTimesteps, {
    path: ['numInferSteps'],
    error: 'numInferSteps must be at most numTrainTimesteps.',
  });

/**
 * A head that finds the next token's embedding by diffusion: from noise, in numInferSteps steps, given the
 * model's hidden state.
 *
 * The denoiser taken here, all projections with biases: the sinusoidal embedding of the step, t elements wide,
 * passes two projections t → t; noisy embedding, hidden state and step, 2·d + t elements, pass an MLP of inner
 * width M = mlpMult·d back to d. That is 2·t² + (3·d + t)·M weights. A token takes, numInferSteps times, twice as
 * many FLOPs; guidance above 1 doubles the rows of each step. In prefill, the last token of a sequence is denoised.
 *
 * Every step reads the weights again. Tensor parallelism cuts M, and reduces the d sums of each step. Scoring the
 * embedding against the vocabulary is left to an `LMHeadLayer`.
 *
 * @example
 * import { DiffusionNextTokenHead } from '@mantile/layers';
 * const head = new DiffusionNextTokenHead({ embedDim: 512 });
 * head.parameterCount.total // => 3443456
 * @category Heads
 */
export class DiffusionNextTokenHead extends Layer<typeof diffusionNextTokenSpec> {
  static readonly kind = 'DiffusionNextTokenHead';
  static readonly specSchema = diffusionNextTokenSpec;
  static readonly supportedParallelism = [
    'tensorParallel',
    'sequenceParallel',
    'contextParallel',
    'attentionDataParallel',
  ] as const;
  static readonly examples: readonly z.input<typeof diffusionNextTokenSpec>[] = [
    { embedDim: 48, timeEmbedDim: 24, numInferSteps: 3 },
    { embedDim: 48, timeEmbedDim: 12, numInferSteps: 2, cfgGuidanceScale: 1, scheduler: 'dpm' },
  ];

  private readonly denoiser;

  constructor(options: LayerOptions<z.input<typeof diffusionNextTokenSpec>>) {
    super(options);
    this.denoiser = this.spec.enabled ? this.compileDenoiser() : undefined;
  }

  private compileDenoiser() {
    const { embedDim, timeEmbedDim, mlpMult } = this.spec;
    const innerSize = mlpMult * embedDim;
    const localSize = innerSize / this.parallelism.tensorParallel;
    const inputSize = 2 * embedDim + timeEmbedDim;
    const time = { inputs: timeEmbedDim, outputs: timeEmbedDim, hasBias: true };
    const project = (name: string, part: Omit<Parameters<typeof this.linear>[0], 'name'>) =>
      this.product(name, this.linear({ name, ...part }));
    return {
      time: this.buffer('time_embedding', timeEmbedDim),
      timeIn: project('time_proj_in', time),
      timeOut: project('time_proj_out', time),
      input: this.buffer('denoiser_input', inputSize),
      expand: project('denoiser_in', {
        inputs: inputSize,
        outputs: innerSize,
        split: 'outputs',
        hasBias: true,
      }),
      inner: this.buffer('denoiser_inner', localSize),
      activate: this.elementwise('activate', localSize, { isFusible: true }),
      contract: project('denoiser_out', {
        inputs: innerSize,
        outputs: embedDim,
        split: 'inputs',
        hasBias: true,
      }),
      reduce: this.exchange('allReduce', 'tensorParallel', 'reduce_noise', embedDim),
      update: this.elementwise('update_embedding', embedDim, { isFusible: true }),
      output: this.buffer('output', embedDim),
    };
  }

  protected override check(faults: FaultList): void {
    const { embedDim, mlpMult, enabled } = this.spec;
    if (!enabled) return;
    this.requireDivides(faults, 'tensorParallel', 'mlpMult * embedDim', mlpMult * embedDim);
  }

  forward(step: StepFrame, work: Work): void {
    const { denoiser } = this;
    if (denoiser === undefined) return;
    const { numInferSteps, cfgGuidanceScale } = this.spec;
    const { sequenceParallel, contextParallel, attentionDataParallel } = this.parallelism;
    const sequences = step.sequences(attentionDataParallel);
    const positions =
      step.phase === 'prefill' ? 1 : step.tokens(sequenceParallel * contextParallel);
    const rows = sequences * positions * (cfgGuidanceScale > 1 ? 2 : 1);
    work.hold(denoiser.time, rows);
    work.hold(denoiser.input, rows);
    work.hold(denoiser.inner, rows);
    work.hold(denoiser.output, rows);
    for (let index = 0; index < numInferSteps; index += 1) {
      work.matmul(denoiser.timeIn, rows);
      work.matmul(denoiser.timeOut, rows);
      work.matmul(denoiser.expand, rows);
      work.pass(denoiser.activate, rows);
      work.matmul(denoiser.contract, rows);
      work.collective(denoiser.reduce, rows);
      work.pass(denoiser.update, rows);
    }
  }
}
