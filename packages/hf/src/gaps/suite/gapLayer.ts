import {
  everyPosition,
  Layer,
  standardDtypes,
  type ActivationBuffer,
  type CollectiveOperation,
  type ExpertsOperation,
  type FaultList,
  type GatherOperation,
  type LayerClass,
  type LayerOptions,
  type LocalTensor,
  type MatmulOperation,
  type PassOperation,
  type StepFrame,
  type Work,
} from '@mantile/core';
import * as z from 'zod';
import type { PlannedDimension } from './dimensionKeys.ts';
import type { GapPlan, PlannedTensor } from './plan.ts';

type Sizes = Readonly<Record<string, number>>;
type GapSchema = z.ZodType<Sizes, Sizes>;

/** One operation of a gap's layer, and the exchange behind it. */
interface Part {
  readonly product?: MatmulOperation;
  readonly experts?: ExpertsOperation;
  /** Experts on a package. */
  readonly held?: number;
  readonly table?: GatherOperation;
  readonly pass?: PassOperation;
  readonly output?: ActivationBuffer;
  readonly exchange?: CollectiveOperation | undefined;
}

/** Makes the layer class that the tensors of a gap show: each matrix a product, each vector element-wise. */
export function layerClassOf(plan: GapPlan): LayerClass {
  const schema = z.strictObject(
    Object.fromEntries(Object.keys(plan.sizes).map((key) => [key, z.int().min(1)])),
  ) as unknown as GapSchema;
  const cuts = plan.tensors.flatMap(({ cuts: own, dimensions }) =>
    own.map((cut) => ({ ...cut, keys: dimensions[cut.dimension] ?? [] })),
  );
  // Cut outputs that nothing sums up again are gathered.
  const needsGather = !cuts.some(({ side }) => side === 'inputs');
  const hasExperts = plan.tensors.some(({ byExpert }) => byExpert);

  return class extends Layer<GapSchema> {
    static readonly kind = plan.kind;
    static readonly specSchema = schema;
    static readonly supportedParallelism = [
      'tensorParallel',
      'sequenceParallel',
      ...(hasExperts ? (['expertParallel'] as const) : []),
      'attentionDataParallel',
    ] as const;
    static readonly examples = [plan.sizes];

    private readonly parts: readonly Part[];
    private readonly input: ActivationBuffer;

    constructor(options: LayerOptions<Sizes>) {
      super(options);
      this.input = this.buffer('input', this.inputWidth());
      this.parts = plan.tensors.map((tensor) => this.part(tensor));
      for (const { name, keys } of plan.keeps ?? []) {
        const [units, width] = keys.map((key) => this.sizeOf(key)) as [number, number];
        this.keep({
          name,
          elementsPerPosition: units * width,
          retention: everyPosition,
          shard: { axis: 'tensorParallel', units },
        });
      }
    }

    protected override check(faults: FaultList): void {
      const required = new Map(
        cuts.map(({ axis, keys: [units = ''] }) => [axis + units, { axis, units }]),
      );
      for (const { axis, units } of required.values()) {
        this.requireDivides(faults, axis, units, this.sizeOf(units));
      }
    }

    forward(step: StepFrame, work: Work): void {
      const rows = this.rows(step);
      work.hold(this.input, rows);
      for (const { product, experts, held = 1, table, pass, output, exchange } of this.parts) {
        if (product !== undefined) work.matmul(product, rows);
        if (table !== undefined) work.gather(table, rows);
        if (pass !== undefined) work.pass(pass, rows);
        if (experts !== undefined) {
          const pairs = step.share(rows * this.sizeOf('topK'), this.parallelism.expertParallel);
          work.experts(experts, pairs, Math.min(rows, pairs), Math.min(held, pairs));
        }
        if (output !== undefined) work.hold(output, rows);
        if (exchange !== undefined) work.collective(exchange, rows);
      }
    }

    private sizeOf(key: string): number {
      return this.spec[key] ?? 1;
    }

    private widthOf(dimension: PlannedDimension | undefined): number {
      return (dimension ?? []).reduce((product, key) => product * this.sizeOf(key), 1);
    }

    private inputWidth(): number {
      const first = plan.tensors.find(({ role }) => role === 'product' || role === 'experts');
      const last = (first ?? plan.tensors[0])?.dimensions.at(-1);
      return this.spec['hiddenSize'] ?? this.widthOf(last);
    }

    private part(tensor: PlannedTensor): Part {
      const { name, role, dimensions, byExpert, cuts: own, concept, isSingle } = tensor;
      const shape = dimensions.map((dimension) => this.widthOf(dimension));
      const local = this.weight({
        name,
        shape,
        ...(isSingle && { dtype: standardDtypes.fp32 }),
        ...(byExpert && { usedPerToken: Math.min(this.sizeOf('topK'), shape[0] ?? 1) }),
        ...(own.length > 0 && {
          shards: own.map(({ axis, dimension }) => {
            const [units = ''] = dimensions[dimension] ?? [];
            return { axis, dimension, units: this.sizeOf(units) };
          }),
        }),
      });
      if (role === 'scalar') return {};
      if (role === 'lookUp') {
        const width = shape.slice(1).reduce((product, size) => product * size, 1);
        return { table: this.lookUp(name, local), output: this.buffer(`${name}_output`, width) };
      }
      if (role === 'experts') return this.expertPart(tensor, shape, local);
      if (role === 'product') return this.productPart(tensor, shape, local);
      return { pass: this.passOf(tensor, local, concept?.flopsPerElement) };
    }

    private productPart(
      { name, cuts: own, outputs }: PlannedTensor,
      shape: readonly number[],
      local: LocalTensor,
    ): Part {
      // Copies and outputs come first, inputs and taps behind them.
      const product = (sizes: readonly number[]): number =>
        sizes.reduce((all, size) => all * size, 1);
      const n = product(local.shape.slice(0, outputs + 1));
      const k = product(local.shape.slice(outputs + 1));
      const whole = product(shape.slice(0, outputs + 1));
      const isReduced = own.some(({ side }) => side === 'inputs');
      const isCut = own.length > 0;
      return {
        product: this.partialProduct(name, { k, n }, local),
        output: this.buffer(`${name}_output`, n),
        exchange: isReduced
          ? this.exchange('allReduce', 'tensorParallel', `reduce_${name}`, whole)
          : isCut && needsGather
            ? this.exchange('allGather', 'tensorParallel', `gather_${name}`, whole)
            : undefined,
      };
    }

    private expertPart(tensor: PlannedTensor, shape: readonly number[], local: LocalTensor): Part {
      const { name } = tensor;
      const isLast = plan.tensors.filter(({ role }) => role === 'experts').at(-1) === tensor;
      return {
        experts: this.expertsProduct(name, [local]),
        held: local.shape[0] ?? 1,
        // Results of all packages add up once, behind the last product.
        exchange: isLast
          ? this.exchange('allReduce', 'expertParallel', 'combine_experts', shape[1] ?? 1)
          : undefined,
      };
    }

    private passOf(
      { name, role, byExpert, outputs }: PlannedTensor,
      local: LocalTensor,
      flopsPerElement = 1,
    ): PassOperation {
      const product = (sizes: readonly number[]): number =>
        sizes.reduce((all, size) => all * size, 1);
      // A filter multiplies and adds once per tap of each channel.
      if (role === 'filter') {
        const channels = product(local.shape.slice(0, outputs + 1));
        const taps = product(local.shape.slice(outputs + 1));
        return this.elementwise(name, channels, { flopsPerElement: 2 * taps, weights: [local] });
      }
      const elements = product(byExpert ? local.shape.slice(1) : local.shape);
      const width = byExpert ? this.sizeOf('topK') * elements : elements;
      return this.elementwise(name, width, { flopsPerElement, weights: [local] });
    }
  };
}
