import type { FaultList } from '../errors.ts';
import { Layer, type LayerOptions } from '../layer.ts';
import type { SpecSchema } from '../spec.ts';
import { everyPosition, fixedState } from '../state.ts';
import type { StepFrame } from '../step.ts';
import type { Work } from '../operations/visitor.ts';

const defaults = {
  width: 48,
  /** Columns of the inner projection: tensor parallelism may cut them unevenly. */
  inner: 96,
  heads: 12,
  headWidth: 4,
  experts: 12,
  expertsPerToken: 2,
  expertWidth: 16,
  vocabulary: 100,
};

/** The sizes of a {@link ToyLayer}. */
export type ToySpec = typeof defaults;

/** A schema written by hand: what core asks of one, and no library. */
export const toySpec: SpecSchema<Partial<ToySpec>, ToySpec> = {
  '~standard': {
    version: 1,
    vendor: 'core-tests',
    validate(value) {
      const given = value as Record<string, unknown>;
      const issues = Object.entries(given).flatMap(([key, size]) => {
        if (!(key in defaults)) return [{ message: `no such key: ${key}.` }];
        return Number.isSafeInteger(size) && (size as number) > 0
          ? []
          : [{ message: 'expected a size.', path: [{ key }] }];
      });
      return issues.length > 0 ? { issues } : { value: { ...defaults, ...given } };
    },
  },
};

/** A layer that does something of everything, in no sensible order: what holds for it holds for every operation. */
export class ToyLayer extends Layer<typeof toySpec> {
  static readonly kind: string = 'ToyLayer';
  static readonly specSchema = toySpec;
  static readonly supportedParallelism = [
    'tensorParallel',
    'sequenceParallel',
    'contextParallel',
    'expertParallel',
    'attentionDataParallel',
  ] as const;
  static readonly examples: readonly object[] = [{}, { inner: 97 }];

  readonly lookUpRows;
  readonly expand;
  readonly attend;
  readonly recur;
  readonly route;
  readonly normalise;
  readonly contract;
  readonly input;
  readonly innerBuffer;
  readonly exchanges;

  constructor(options: LayerOptions<Partial<ToySpec>> = {}) {
    super(options);
    const { width, inner, heads, headWidth, experts, expertWidth, vocabulary } = this.spec;
    const { tensorParallel } = this.parallelism;
    const table = this.weight({
      name: 'table',
      shape: [vocabulary, width],
      shards: [{ axis: 'tensorParallel', dimension: 0, units: vocabulary }],
    });
    this.lookUpRows = this.lookUp('look_up', table);
    const up = this.linear({
      name: 'up',
      inputs: width,
      outputs: inner,
      split: 'outputs',
      hasBias: true,
    });
    this.expand = this.product('expand', up);
    const { weight } = up;
    this.innerBuffer = this.buffer('inner', weight.shape[0] ?? 0, weight.averageShape[0]);
    const cached = (name: string) =>
      this.keep({
        name,
        elementsPerPosition: heads * headWidth,
        retention: everyPosition,
        shard: { axis: 'tensorParallel', units: heads },
        positionsSplitOver: 'contextParallel',
      });
    const local = heads / tensorParallel;
    this.attend = this.attentionOver([cached('key'), cached('value')], {
      heads: local,
      kvHeads: local,
      keyWidth: headWidth,
      valueWidth: headWidth,
    });
    const memory = this.keep({
      name: 'memory',
      elementsPerPosition: heads * headWidth,
      retention: fixedState,
      shard: { axis: 'tensorParallel', units: heads },
    });
    const decay = this.weight({
      name: 'decay',
      shape: [heads],
      shards: [{ axis: 'tensorParallel', dimension: 0, units: heads }],
    });
    this.recur = this.recurrence('recur', 3 * local * headWidth, [memory], [decay]);
    const expertShards = [{ axis: 'expertParallel', dimension: 0, units: experts }] as const;
    this.route = this.expertsProduct(
      'experts',
      [
        this.weight({
          name: 'experts.{expert}.weight',
          shape: [experts, expertWidth, width],
          shards: expertShards,
          usedPerToken: this.spec.expertsPerToken,
        }),
      ],
      [
        this.weight({
          name: 'experts.{expert}.bias',
          shape: [experts, expertWidth],
          shards: expertShards,
          usedPerToken: this.spec.expertsPerToken,
        }),
      ],
      expertWidth,
    );
    this.normalise = this.elementwise('normalise', width, {
      flopsPerElement: 5,
      weights: [this.weight({ name: 'norm', shape: [width] })],
    });
    this.contract = this.product(
      'contract',
      this.linear({ name: 'down', inputs: inner, outputs: width, split: 'inputs', hasBias: true }),
    );
    this.input = this.buffer('input', width);
    this.exchanges = [
      this.exchange('allReduce', 'tensorParallel', 'reduce', width),
      this.exchange('allGather', 'contextParallel', 'gather', width, 'kvCache'),
      this.exchange('reduceScatter', 'sequenceParallel', 'scatter', width),
      this.exchange('allToAll', 'expertParallel', 'dispatch', width),
    ];
  }

  protected override check(faults: FaultList): void {
    this.requireDivides(faults, 'tensorParallel', 'heads', this.spec.heads);
    this.requireDivides(faults, 'expertParallel', 'experts', this.spec.experts);
  }

  forward(step: StepFrame, work: Work): void {
    const { contextParallel, sequenceParallel, expertParallel, attentionDataParallel } =
      this.parallelism;
    const sequences = step.sequences(attentionDataParallel);
    const tokens = step.tokens(contextParallel * sequenceParallel);
    const rows = sequences * tokens;
    const pairs = step.share(rows * this.spec.expertsPerToken, expertParallel);
    work.gather(this.lookUpRows, rows);
    work.hold(this.input, rows);
    work.matmul(this.expand, rows);
    work.hold(this.innerBuffer, rows);
    work.attention(
      this.attend,
      sequences,
      tokens,
      tokens * step.length,
      step.share(step.contextLen, contextParallel),
      tokens,
    );
    work.scan(this.recur, sequences, tokens, step.contextLen > 0);
    work.experts(this.route, pairs, rows, Math.min(pairs, this.route.localExperts));
    work.pass(this.normalise, rows);
    work.matmul(this.contract, rows);
    for (const exchange of this.exchanges) work.collective(exchange, rows);
  }
}
