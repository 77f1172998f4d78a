import {
  Layer,
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
  // Cut outputs that nothing sums up again are gathered.
  const needsGather = !plan.tensors.some(({ split }) => split?.side === 'inputs');
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
    }

    protected override check(faults: FaultList): void {
      const cut = new Set(
        plan.tensors.flatMap(({ split, dimensions }) =>
          split === undefined ? [] : (dimensions[split.dimension] ?? []),
        ),
      );
      for (const key of cut) {
        this.requireDivides(faults, 'tensorParallel', key, this.sizeOf(key));
      }
      if (!hasExperts) return;
      const stacks = plan.tensors.flatMap(({ byExpert, dimensions }) =>
        byExpert ? (dimensions[0] ?? []) : [],
      );
      for (const key of new Set(stacks)) {
        this.requireDivides(faults, 'expertParallel', key, this.sizeOf(key));
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

    private inputWidth(): number {
      const first = plan.tensors.find(({ role }) => role === 'product' || role === 'experts');
      const key = (first ?? plan.tensors[0])?.dimensions.at(-1);
      return this.spec['hiddenSize'] ?? (key === undefined ? 1 : this.sizeOf(key));
    }

    private part(tensor: PlannedTensor): Part {
      const { name, role, dimensions, byExpert, split, concept } = tensor;
      const shape = dimensions.map((key) => this.sizeOf(key));
      const axis = byExpert ? 'expertParallel' : 'tensorParallel';
      const cut = byExpert ? 0 : split?.dimension;
      const local = this.weight({
        name: byExpert ? `${name}.{expert}` : name,
        shape,
        ...(byExpert && { usedPerToken: Math.min(this.sizeOf('topK'), shape[0] ?? 1) }),
        ...(cut !== undefined && { shards: [{ axis, dimension: cut, units: shape[cut] ?? 1 }] }),
      });
      if (role === 'scalar') return {};
      if (role === 'lookUp') {
        const width = shape.slice(1).reduce((product, size) => product * size, 1);
        return { table: this.lookUp(name, local), output: this.buffer(`${name}Output`, width) };
      }
      if (role === 'experts') return this.expertPart(tensor, shape, local);
      if (role === 'product') return this.productPart(tensor, shape, local);
      return { pass: this.passOf(name, role, shape, byExpert, local, concept?.flopsPerElement) };
    }

    private productPart(
      { name, split }: PlannedTensor,
      shape: readonly number[],
      local: LocalTensor,
    ): Part {
      // Copies and outputs come first, inputs and taps behind them.
      const outputs = (split?.side === 'inputs' ? split.dimension - 1 : split?.dimension) ?? 0;
      const product = (sizes: readonly number[]): number =>
        sizes.reduce((all, size) => all * size, 1);
      const n = product(local.shape.slice(0, outputs + 1));
      const k = product(local.shape.slice(outputs + 1));
      const whole = product(shape.slice(0, outputs + 1));
      const isReduced = split?.side === 'inputs';
      return {
        product: this.partialProduct(name, { k, n }, local),
        output: this.buffer(`${name}Output`, n),
        exchange: isReduced
          ? this.exchange('allReduce', 'tensorParallel', `reduce_${name}`, whole)
          : needsGather
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
      name: string,
      role: PlannedTensor['role'],
      shape: readonly number[],
      byExpert: boolean,
      local: LocalTensor,
      flopsPerElement = 1,
    ): PassOperation {
      const [first = 1, ...rest] = shape;
      const inner = rest.reduce((product, size) => product * size, 1);
      // A filter multiplies and adds once per tap of each channel.
      if (role === 'filter') {
        return this.elementwise(name, first, { flopsPerElement: 2 * inner, weights: [local] });
      }
      const width = byExpert ? this.sizeOf('topK') * inner : first * inner;
      return this.elementwise(name, width, { flopsPerElement, weights: [local] });
    }
  };
}
