import { Layer, type LayerOptions, type StepFrame, type Work } from '@mantile/core';
import * as z from 'zod';
import { size } from '../internal/schema.ts';

/**
 * The spec of a {@link PatchEmbeddingLayer}.
 *
 * @example
 * import { patchEmbeddingSpec } from '@mantile/layers';
 * patchEmbeddingSpec.parse({ imageSize: 224, patchSize: 16, hiddenSize: 768 }).inChannels // => 3
 * @category Specs
 */
export const patchEmbeddingSpec = z
  .strictObject({
    /** Width of the vision model. */
    hiddenSize: size,
    /** Edge of a square patch, in pixels. */
    patchSize: size,
    /** Channels of a pixel. */
    inChannels: size.default(3),
    /** Frames that a patch covers, in video. */
    temporalPatchSize: size.default(1),
    /** Whether the projection has a bias. */
    hasBias: z.boolean().default(true),
    /** Edge of a square image in pixels, where it is fixed: there is then a position for each of its patches. */
    imageSize: size.optional(),
    /** Rows of the table of learned positions, where the image's size does not say; there is none when absent. */
    numPositions: size.optional(),
    /** Tables of positions: one, or one for each axis. */
    positionAxes: z.literal([1, 2]).default(1),
    /** Whether a learned token is put in front of the patches. */
    hasClassToken: z.boolean().default(false),
  })
  .refine(({ imageSize, patchSize }) => imageSize === undefined || imageSize % patchSize === 0, {
    path: ['imageSize'],
    error: 'patchSize must divide imageSize.',
  })
  .refine(({ imageSize, numPositions }) => imageSize === undefined || numPositions === undefined, {
    path: ['numPositions'],
    error: 'numPositions follows from imageSize; give one of them.',
  });

/**
 * The first layer of a vision model: every patch of an image, or of a few frames of a video, is projected to a
 * vector, and its position added. Steps count patches: batchSize images of seqLen patches, the class token included.
 *
 * With c channels, f frames and patches of p by p: c·f·p²·d weights, and as many products per patch. All of it is
 * replicated over tensor parallelism, as engines do.
 *
 * @example
 * import { PatchEmbeddingLayer } from '@mantile/layers';
 * const layer = new PatchEmbeddingLayer({ imageSize: 224, patchSize: 16, hiddenSize: 768 });
 * layer.numPatches // => 196
 * layer.parameterCount.total // => 741120
 * @category Vision and audio
 */
export class PatchEmbeddingLayer extends Layer<typeof patchEmbeddingSpec> {
  static readonly kind = 'PatchEmbeddingLayer';
  static readonly specSchema = patchEmbeddingSpec;
  static readonly supportedParallelism = [
    'tensorParallel',
    'sequenceParallel',
    'contextParallel',
    'attentionDataParallel',
  ] as const;
  static readonly examples: readonly z.input<typeof patchEmbeddingSpec>[] = [
    { hiddenSize: 48, patchSize: 4, imageSize: 48, hasClassToken: true },
    {
      hiddenSize: 48,
      patchSize: 2,
      temporalPatchSize: 2,
      hasBias: false,
      numPositions: 100,
      positionAxes: 2,
    },
    { hiddenSize: 48, patchSize: 4 },
  ];

  private readonly patches;
  private readonly project;
  private readonly addPositions;
  private readonly output;

  constructor(options: LayerOptions<z.input<typeof patchEmbeddingSpec>>) {
    super(options);
    const { hiddenSize, patchSize, inChannels, temporalPatchSize, hasBias } = this.spec;
    const { numPositions = this.numPatches, positionAxes, hasClassToken } = this.spec;
    const inputs = inChannels * temporalPatchSize * patchSize * patchSize;
    this.patches = this.buffer('patches', inputs);
    // A convolution whose steps are as long as its kernel is a product of each patch.
    this.project = this.product(
      'patch_proj',
      this.linear({ name: 'patch_proj', inputs, outputs: hiddenSize, hasBias }),
    );
    if (hasClassToken) this.weight({ name: 'class_token', shape: [hiddenSize] });
    if (numPositions !== undefined) {
      // The class token of a fixed image has a position too.
      const positions = numPositions + (this.spec.imageSize !== undefined && hasClassToken ? 1 : 0);
      const table = this.weight({
        name: 'position_embedding',
        shape: [positionAxes * positions, hiddenSize],
      });
      this.addPositions = this.lookUp('add_positions', table);
    }
    this.output = this.buffer('output', hiddenSize);
  }

  /** Patches of an image, where its size is fixed. */
  get numPatches(): number | undefined {
    const { imageSize, patchSize } = this.spec;
    return imageSize === undefined ? undefined : (imageSize / patchSize) ** 2;
  }

  forward(step: StepFrame, work: Work): void {
    const rows = this.rows(step);
    work.hold(this.patches, rows);
    work.matmul(this.project, rows);
    work.hold(this.output, rows);
    if (this.addPositions !== undefined) {
      work.gather(this.addPositions, rows * this.spec.positionAxes);
    }
  }
}
