import { FaultList, requireWholeNumber } from './errors.ts';
import { describeValue } from './internal/describeValue.ts';
import type { Layer } from './layer.ts';
import type { LayerMetrics, MetricsRequest } from './metrics/layerMetrics.ts';
import { sumLayerMetrics } from './metrics/sumLayerMetrics.ts';
import type { StepFrame } from './step.ts';
import type { ParameterCount } from './weights.ts';
import type { JointVisitor } from './operations/jointWork.ts';
import type { Work } from './operations/visitor.ts';

/**
 * One layer of a model and how often it occurs.
 *
 * @example
 * import type { ModelBlock } from '@mantile/core';
 * import { NormLayer } from '@mantile/layers';
 * const norms: ModelBlock = { name: 'norm', layer: new NormLayer({ hiddenSize: 64 }), count: 5 };
 * norms.count // => 5
 * @category Models
 */
export interface ModelBlock {
  readonly name: string;
  readonly layer: Layer;
  readonly count: number;
  /** Where in the depth of the model it stands, which stages of a pipeline ask for; spread evenly when absent. */
  readonly place?: BlockPlace | undefined;
}

/**
 * Where a block stands: before all layers, behind them, or in which of them, as ranges of indices.
 *
 * @example
 * import type { BlockPlace } from '@mantile/core';
 * // In the first three layers, and in the last of ten
 * const place: BlockPlace = [[0, 2], [9, 9]];
 * place.length // => 2
 * @category Models
 */
export type BlockPlace = 'first' | 'last' | readonly (readonly [first: number, last: number])[];

/**
 * What a step of a model costs, and of each of its blocks. Plain JSON.
 *
 * Counts and times are sums over all layers; activation memory is that of the largest layer, since
 * layers run one after another.
 *
 * @example
 * import { Model, type ModelMetrics } from '@mantile/core';
 * import { NormLayer } from '@mantile/layers';
 * const model = new Model('two norms', [{ name: 'norm', layer: new NormLayer({ hiddenSize: 64 }), count: 2 }]);
 * const metrics: ModelMetrics = model.computeMetrics({ phase: 'prefill', batchSize: 1, seqLen: 10 });
 * metrics.flopsPerPackage // => 6400
 * @category Models
 */
export interface ModelMetrics extends Omit<LayerMetrics, 'trace'> {
  readonly blocks: readonly {
    readonly name: string;
    readonly count: number;
    /** Of one of the block's layers. */
    readonly metrics: LayerMetrics;
  }[];
}

/**
 * A model: layers in order, each as often as it occurs, all compiled to the same packages.
 *
 * @example
 * import { Model } from '@mantile/core';
 * import { MLPLayer, NormLayer } from '@mantile/layers';
 * const model = new Model('feed-forward only', [
 *   { name: 'norm', layer: new NormLayer({ hiddenSize: 64 }), count: 3 },
 *   { name: 'feedforward', layer: new MLPLayer({ hiddenSize: 64, intermediateSize: 256 }), count: 3 },
 * ]);
 * model.parameterCount.total // => 98496
 * @category Models
 */
export class Model {
  readonly name: string;
  readonly blocks: readonly ModelBlock[];
  readonly numPackages: number;
  /**
   * Each layer's `forward`, bound: a call through one property of many classes is what an engine cannot
   * speed up, and takes a quarter of the time of an evaluation.
   */
  private readonly forwards: readonly ((step: StepFrame, work: Work) => void)[];

  constructor(name: string, blocks: readonly ModelBlock[]) {
    this.name = name;
    this.blocks = blocks;
    const faults = new FaultList();
    noteBlockFaults(blocks, faults);
    faults.throwIfAny();
    if (blocks.length === 0) {
      faults.add({
        code: 'model.invalid',
        path: 'blocks',
        value: blocks,
        message: 'a model needs at least one block.',
      });
    }
    const numPackages = blocks[0]?.layer.numPackages ?? 1;
    blocks.forEach(({ name: block, layer, count }, index) => {
      requireWholeNumber(faults, 'model.invalid', `blocks[${index}].count`, count, 1);
      if (layer.numPackages === numPackages) return;
      faults.add({
        code: 'model.invalid',
        path: `blocks[${index}].layer`,
        value: layer.numPackages,
        legal: [numPackages],
        message:
          `"${block}" is compiled for ${layer.numPackages} packages, "${blocks[0]?.name ?? ''}" for ${numPackages}; ` +
          'give every layer degrees with the same product, so that each package has its part of each layer.',
      });
    });
    faults.throwIfAny();
    this.numPackages = numPackages;
    this.forwards = blocks.map(({ layer }) => layer.forward.bind(layer));
  }

  /** Parameters of all layers: all, and those that one token uses. */
  get parameterCount(): ParameterCount {
    let total = 0;
    let active = 0;
    for (const { layer, count } of this.blocks) {
      const own = layer.parameterCount;
      total += own.total * count;
      active += own.active * count;
    }
    return { total, active };
  }

  /** Bytes of weights on the busiest package. */
  get weightMemoryPerPackage(): number {
    return this.blocks.reduce(
      (bytes, { layer, count }) => bytes + layer.weightMemoryPerPackage * count,
      0,
    );
  }

  /**
   * Sends the operations of one step, layer after layer, to a visitor. With a reused frame and a reused
   * tally or clock nothing is allocated: this is what a search over millions of configurations runs.
   */
  forward(step: StepFrame, work: Work): void {
    const { blocks, forwards } = this;
    for (let index = 0; index < blocks.length; index += 1) {
      const { name, count } = blocks[index] as ModelBlock;
      const forward = forwards[index] as (typeof forwards)[number];
      work.enterLayer(name, count);
      forward(step, work);
    }
  }

  /**
   * Two kinds of tokens in one step, such as a chunk of a prompt beside sequences that generate: each layer
   * takes both before the next one runs, and reads its weights once.
   *
   * @internal
   */
  forwardJoint(first: StepFrame, second: StepFrame, work: JointVisitor): void {
    const { blocks, forwards } = this;
    for (let index = 0; index < blocks.length; index += 1) {
      const { name, count } = blocks[index] as ModelBlock;
      const forward = forwards[index] as (typeof forwards)[number];
      work.enterLayer(name, count);
      work.begin();
      forward(first, work);
      work.join();
      forward(second, work);
      work.finish();
    }
  }

  /** A step of the whole model, and of each of its blocks. */
  computeMetrics(request: MetricsRequest): ModelMetrics {
    const blocks = this.blocks.map(({ name, layer, count }) => ({
      name,
      count,
      metrics: layer.computeMetrics(request),
    }));
    return { ...sumLayerMetrics(blocks, this.numPackages), blocks };
  }
}

/** Notes what is no list of blocks: models are put together from parsed files too. */
function noteBlockFaults(blocks: unknown, faults: FaultList): void {
  const note = (path: string, value: unknown, expected: string): void => {
    const message = `expected ${expected}, got ${describeValue(value)}.`;
    faults.add({ code: 'model.invalid', path, value, message });
  };
  if (!Array.isArray(blocks)) {
    note('blocks', blocks, 'a list of { name, layer, count }');
    return;
  }
  blocks.forEach((block: Partial<ModelBlock> | null | undefined, index) => {
    if (typeof block?.layer?.forward === 'function') return;
    note(`blocks[${index}].layer`, block?.layer, 'a layer');
  });
}
