import { MantileError, type Layer, type LayerClass, type Step } from '@mantile/core';

/** What a layer costs in one step, on one package. */
interface StepFigures {
  readonly step: Step;
  readonly flops: number;
  readonly weightBytesRead: number;
  readonly stateBytes: number;
  readonly activationBytes: number;
}

/** A layer of a kind, and what it costs. */
export interface LayerExample {
  readonly spec: object;
  readonly dtype: 'bf16';
  readonly parameters: number;
  readonly activeParameters: number;
  readonly weightBytes: number;
  /** A prompt and one token more; empty where a kind takes part in neither. */
  readonly steps: readonly StepFigures[];
}

/** A prompt of 128 tokens, and one more token behind 1,023. */
const steps: readonly Step[] = [
  { phase: 'prefill', batchSize: 1, seqLen: 128 },
  { phase: 'decode', batchSize: 1, contextLen: 1023 },
];

/** The first example of a kind, worked out; undefined where a class brings none. */
export function exampleOf(layerClass: LayerClass): LayerExample | undefined {
  const [spec] = layerClass.examples;
  if (spec === undefined) return undefined;
  const layer = new layerClass({ ...spec });
  const { total, active } = layer.parameterCount;
  return {
    spec,
    dtype: 'bf16',
    parameters: total,
    activeParameters: active,
    weightBytes: layer.computeWeightMemory(),
    steps: steps.flatMap((step) => figuresOf(layer, step)),
  };
}

/** Nothing for a step that the kind refuses: a layer of an encoder has no part in decoding. */
function figuresOf(layer: Layer, step: Step): readonly StepFigures[] {
  try {
    return [
      {
        step,
        flops: layer.computeFlops(step),
        weightBytesRead: layer.computeWeightMemoryRead(step),
        stateBytes: layer.computeKvCache(step),
        activationBytes: layer.computeActivationMemory(step),
      },
    ];
  } catch (error) {
    if (MantileError.isInstance(error)) return [];
    throw error;
  }
}
