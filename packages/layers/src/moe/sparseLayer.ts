import {
  standardDtypes,
  type FaultList,
  type LocalTensor,
  type PassOperation,
  type SpecSchema,
  type Stretch,
  type WeightTensor,
} from '@mantile/core';
import { BranchingLayer } from './denseBranch.ts';
import type { ExpertsSpec, SharedExpertsSpec } from './expertKeys.ts';
import type { RoutedExperts } from './routedExperts.ts';
import { Routing } from './routing.ts';

const allCuts = ['tensorParallel', 'expertParallel'] as const;

/** What brings tokens to their experts, and results back. */
const exchanges = {
  allGather: ['allGather', 'reduceScatter'],
  allToAll: ['allToAll', 'allToAll'],
  allReduce: [undefined, 'allReduce'],
} as const;

/** What every kind with routed experts is put together from: routers, routed and shared experts. */
export abstract class SparseLayer<
  Schema extends SpecSchema = SpecSchema,
> extends BranchingLayer<Schema> {
  /**
   * Declares a router, replicated on all packages.
   *
   * @internal
   */
  protected router(
    { hiddenSize, numExperts, hasBias, routerDtype }: ExpertsSpec,
    options: {
      readonly normalise?: PassOperation | undefined;
      /** Weights of the choice, such as a bias that corrects the scores. */
      readonly choice?: readonly LocalTensor[] | undefined;
    } = {},
  ): Stretch {
    const dtype = routerDtype && standardDtypes[routerDtype];
    const linear = { name: 'router', inputs: hiddenSize, outputs: numExperts, hasBias, dtype };
    return this.stretch(
      options.normalise,
      this.product('router', this.linear(linear)),
      this.buffer('router_logits', numExperts),
      this.elementwise('select_experts', numExperts, {
        weights: options.choice ?? [],
        isFusible: true,
      }),
    );
  }

  /**
   * Declares the bias that corrects a router's scores, if there is one.
   *
   * @internal
   */
  protected correctionBias(
    spec: Pick<ExpertsSpec, 'numExperts'> & { readonly correctionBias: boolean },
  ): LocalTensor[] {
    if (!spec.correctionBias) return [];
    const shape = [spec.numExperts];
    return [this.weight({ name: 'router.correction_bias', shape, dtype: standardDtypes.fp32 })];
  }

  /**
   * Declares routed experts on tokens of `width` elements.
   *
   * @internal
   */
  protected routedExperts(spec: ExpertsSpec, width: number): RoutedExperts {
    const { intermediateSize, numExperts, topK, numProjections, hasBias, expertDtype } = spec;
    const { tensorParallel } = this.parallelism;
    const routing = new Routing(spec, this.parallelism);
    const innerSize = intermediateSize / tensorParallel;

    const tensor = (name: string, shape: readonly number[], cut?: number, isBias = false) => {
      const byExpert = { axis: 'expertParallel', dimension: 0, units: numExperts } as const;
      const byInner = {
        axis: 'tensorParallel',
        dimension: cut ?? 0,
        units: intermediateSize,
      } as const;
      const declared: WeightTensor = {
        name: `experts.{expert}.${name}`,
        shape: [numExperts, ...shape],
        shards: cut === undefined ? [byExpert] : [byExpert, byInner],
        usedPerToken: topK,
        // Biases stay in the layer's format, as checkpoints with packed experts keep them.
        ...(expertDtype !== undefined && !isBias && { dtype: standardDtypes[expertDtype] }),
      };
      return this.weight(declared);
    };
    const inwards = numProjections === 2 ? ['up_proj'] : ['gate_proj', 'up_proj'];
    const down = tensor('down_proj.weight', [width, intermediateSize], 2);
    const ups = inwards.map((name) => tensor(`${name}.weight`, [intermediateSize, width], 1));
    const biases = hasBias
      ? [
          ...inwards.map((name) => tensor(`${name}.bias`, [intermediateSize], 1, true)),
          tensor('down_proj.bias', [width], undefined, true),
        ]
      : [];
    // The bias behind the cut inner width is added once, each package taking its slice of it.
    const innerBias = inwards.length * innerSize;
    const product = this.expertsProduct(
      'experts',
      [down, ...ups],
      biases,
      hasBias ? innerBias + Math.ceil(width / tensorParallel) : 0,
      hasBias ? innerBias + width / tensorParallel : 0,
    );
    const [there, back] = exchanges[routing.dispatch];
    return {
      routing,
      dispatch: there && this.exchange(there, 'expertParallel', 'dispatch_tokens', width),
      received: this.buffer('received_tokens', width),
      // One grouped launch expands, one contracts.
      product: { ...product, kernels: 2 },
      activate: this.stretch(
        this.buffer('experts_inner', innerSize),
        this.elementwise('activate_experts', innerSize, { isFusible: true }),
      ),
      reduce: this.exchange('allReduce', 'tensorParallel', 'reduce_experts', width),
      combine: this.exchange(back, 'expertParallel', 'combine_results', width),
    };
  }

  /**
   * Declares the shared experts, if there are any.
   *
   * @internal
   */
  protected sharedExperts(spec: ExpertsSpec & SharedExpertsSpec): Stretch | undefined {
    const { intermediateSize, sharedIntermediateSize, numSharedExperts: copies } = spec;
    if (copies === 0) return undefined;
    const width = sharedIntermediateSize ?? intermediateSize;
    const sizes = { ...spec, intermediateSize: width, copies };
    const isGated = spec.sharedExpertGate;
    // Where one all-reduce completes the sums of all experts, the shared ones are cut as finely as the others.
    const axes = spec.dispatch === 'allReduce' ? allCuts : undefined;
    return this.denseBranch('shared_experts', sizes, { isGated, axes });
  }

  /**
   * Notes what experts and packages do not divide into.
   *
   * @internal
   */
  protected requireExpertsDivide(
    faults: FaultList,
    spec: ExpertsSpec & Partial<SharedExpertsSpec>,
  ): void {
    const { intermediateSize, numExperts, numSharedExperts = 0, sharedIntermediateSize } = spec;
    this.requireDivides(faults, 'tensorParallel', 'intermediateSize', intermediateSize);
    const isFine = spec.dispatch === 'allReduce' && this.parallelism.expertParallel > 1;
    if (numSharedExperts > 0 && (sharedIntermediateSize !== undefined || isFine)) {
      // Side by side they are cut as one network.
      const own =
        sharedIntermediateSize === undefined ? 'intermediateSize' : 'sharedIntermediateSize';
      const name = numSharedExperts === 1 ? own : `numSharedExperts * ${own}`;
      const width = numSharedExperts * (sharedIntermediateSize ?? intermediateSize);
      this.requireDivides(faults, 'tensorParallel', name, width);
      if (isFine) {
        const rest = width / this.parallelism.tensorParallel;
        this.requireDivides(faults, 'expertParallel', `${name} / tensorParallel`, rest);
      }
    }
    this.requireDivides(faults, 'expertParallel', 'numExperts', numExperts);
  }
}
