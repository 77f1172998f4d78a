import { readDtypes, type DtypeOptions } from './dtypeRoles.ts';
import { FaultList, readOptionGroup } from './errors.ts';
import { LayerOperations } from './layerOperations.ts';
import { countingKeys, frameOf, type MeasuringOptions } from './metrics/measuring.ts';
import { measureLayer, type LayerMetrics, type MetricsRequest } from './metrics/layerMetrics.ts';
import { describeValue } from './internal/describeValue.ts';
import { wholeBytes } from './internal/wholeBytes.ts';
import {
  divisorsOf,
  readParallelism,
  type ParallelAxis,
  type ParallelismOptions,
} from './parallelism.ts';
import { readSpec, type InferSpec, type SpecSchema } from './spec.ts';
import type { Step, StepFrame } from './step.ts';
import { Tally } from './operations/tally.ts';
import type { Work } from './operations/visitor.ts';
import { countParameters, type ParameterCount } from './weights.ts';

/**
 * What every layer takes besides its spec.
 *
 * @example
 * import type { LayerSetup } from '@mantile/core';
 * const setup: LayerSetup = { dtype: 'bf16', parallelism: { tensorParallel: 8 } };
 * setup.parallelism // => { tensorParallel: 8 }
 * @category Layers
 */
export interface LayerSetup extends DtypeOptions {
  /** Over how many packages, and how; absent axes are 1. */
  readonly parallelism?: ParallelismOptions | undefined;
}

/**
 * The one options object of a layer's constructor: its spec, number formats and parallelism.
 *
 * @example
 * import type { LayerOptions } from '@mantile/core';
 * const options: LayerOptions<{ hiddenSize: number }> = { hiddenSize: 64, dtype: 'fp8' };
 * options.hiddenSize // => 64
 * @category Layers
 */
export type LayerOptions<SpecInput extends object> = SpecInput & LayerSetup;

/**
 * A step to count: as it is, and whether pairs that the causal mask hides count as work (`dense`, the default)
 * or not (`exact`).
 *
 * @example
 * import type { CountedStep } from '@mantile/core';
 * const chunk: CountedStep = { phase: 'prefill', batchSize: 1, seqLen: 512, contextLen: 1024, causal: 'exact' };
 * chunk.causal // => 'exact'
 * @category Steps
 */
export type CountedStep = Step & Pick<MeasuringOptions, 'causal'>;

/**
 * The static side of a layer kind: what a registry and a validator need to know of it.
 *
 * @example
 * import type { LayerClass } from '@mantile/core';
 * import { MLPLayer } from '@mantile/layers';
 * const layerClass: LayerClass = MLPLayer;
 * layerClass.kind // => 'MLPLayer'
 * @category Layers
 */
export interface LayerClass {
  readonly kind: string;
  /** What the layer takes, as a schema of any library that speaks Standard Schema, such as zod. */
  readonly specSchema: SpecSchema;
  readonly supportedParallelism: readonly ParallelAxis[];
  /** Small legal specs, one for each notable choice: what tests, documentation and tools try the kind on. */
  readonly examples: readonly object[];
  // Options are checked at run time by the schema; a registry cannot know them statically.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  new (options: any): Layer;
}

/**
 * A layer, compiled to a parallelism and number formats: the base of every kind.
 *
 * A kind says three things: the `weights` it holds, the `state` it keeps, and in `forward` the operations
 * of one step. Everything below is derived from these, once, here.
 *
 * @example
 * import { MLPLayer } from '@mantile/layers';
 * const mlp = new MLPLayer({ hiddenSize: 1024, intermediateSize: 4096, parallelism: { tensorParallel: 4 } });
 * mlp.numPackages // => 4
 * mlp.computeFlops({ phase: 'prefill', batchSize: 2, seqLen: 128 }) // => 1073741824
 * @category Layers
 */
export abstract class Layer<Schema extends SpecSchema = SpecSchema> extends LayerOperations {
  readonly spec: InferSpec<Schema>;

  constructor(options: object) {
    const faults = new FaultList();
    const { dtype, dtypes, parallelism, ...specInput } = readOptions(options, faults);
    const layerClass = new.target as unknown as LayerClass;
    const spec = readSpec(layerClass.specSchema, specInput, faults) as InferSpec<Schema>;
    super(
      readDtypes({ dtype, dtypes }, faults),
      readParallelism(
        readOptionGroup(parallelism, 'parallelism', faults),
        layerClass.supportedParallelism,
        faults,
      ),
    );
    this.spec = spec;
    // Rules between spec and parallelism need both to be whole.
    if (faults.isEmpty) this.check(faults);
    faults.throwIfAny();
  }

  /** The name of the kind, as registries know it. */
  get kind(): string {
    return (this.constructor as unknown as LayerClass).kind;
  }

  /** Sends the operations of one step, in order, to a visitor. */
  abstract forward(step: StepFrame, work: Work): void;

  /** Notes what makes spec and parallelism illegal together; called before the kind's own constructor goes on. */
  protected check(_faults: FaultList): void {
    // Most rules are the spec's own; a kind adds the others here.
  }

  /** Notes a fault unless `degree` of an axis divides a count of the spec, with the degrees that do. */
  protected requireDivides(
    faults: FaultList,
    axis: ParallelAxis,
    countName: string,
    count: number,
  ): void {
    const degree = this.parallelism[axis];
    if (count % degree === 0) return;
    const legal = divisorsOf(count);
    faults.add({
      code: 'parallelism.indivisible',
      path: `parallelism.${axis}`,
      value: degree,
      legal,
      message: `${axis} must divide ${countName}: ${count} is not a multiple of ${degree}; legal: ${legal.join(', ')}.`,
    });
  }

  /** Parameters of the whole layer: all, and those that one token uses. */
  get parameterCount(): ParameterCount {
    return countParameters(this.weights);
  }

  /** FLOPs of a step on the busiest package. */
  computeFlops(step: CountedStep): number {
    return this.tally(step).flops;
  }

  /** Bytes of weights on the busiest package. */
  computeWeightMemory(): number {
    return this.weightMemoryPerPackage;
  }

  /** Bytes of weights that the busiest package reads in a step. */
  computeWeightMemoryRead(step: CountedStep): number {
    return this.tally(step).weightReadBytes;
  }

  /** Bytes of activations that the busiest package holds while the layer runs. */
  computeActivationMemory(step: CountedStep): number {
    return wholeBytes(this.tally(step).activationBytes);
  }

  /** Bytes of state that the busiest package holds after a step. */
  computeKvCache(step: CountedStep): number {
    return this.stateBytes(frameOf(step, countingKeys));
  }

  /** Everything at once, as a plain object; with hardware also the time. */
  computeMetrics(request: MetricsRequest): LayerMetrics {
    return measureLayer(this, request);
  }

  private tally(step: CountedStep): Tally {
    const tally = new Tally();
    this.forward(frameOf(step, countingKeys), tally);
    return tally;
  }
}

function readOptions(options: unknown, faults: FaultList): LayerSetup & Record<string, unknown> {
  if (typeof options === 'object' && options !== null) return { ...options };
  faults.add({
    code: 'option.invalid',
    path: 'options',
    value: options,
    message: `expected one options object, got ${describeValue(options)}.`,
  });
  faults.throwIfAny();
  return {};
}
