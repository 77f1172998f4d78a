import {
  localState,
  standardDtypes,
  type FaultList,
  type LayerOptions,
  type LinearPart,
  type LocalState,
  type SpecSchema,
  type StatePart,
  type StepFrame,
  type Work,
} from '@mantile/core';
import { checkHeads, type AttentionShape } from './attentionShape.ts';
import { ProjectingLayer, type Projections } from './projections.ts';
import type { Visibility } from './visibility.ts';

/**
 * Dot-product attention over heads: what follows its projections, whatever they are. Scores over what is
 * visible, the cache, the exchanges of context parallelism, the output projection and its reduction.
 *
 * @example
 * import { AttentionCoreLayer, DecoupledBottleneckAttentionLayer } from '@mantile/layers';
 * new DecoupledBottleneckAttentionLayer({ hiddenSize: 512, numHeads: 8 }) instanceof AttentionCoreLayer // => true
 * @category Attention
 */
export abstract class AttentionCoreLayer<
  Schema extends SpecSchema = SpecSchema,
> extends ProjectingLayer<Schema> {
  static readonly supportedParallelism = [
    'tensorParallel',
    'contextParallel',
    'attentionDataParallel',
  ] as const;

  protected readonly visibility: Visibility;
  private readonly sharesCache: boolean;
  private readonly input;
  private readonly inwards;
  private readonly heads;
  private readonly exchangeKeyValue;
  private readonly attend;
  private readonly combine;
  private readonly gate;
  private readonly outwards;
  private readonly finish;

  constructor(
    options: LayerOptions<
      Schema extends SpecSchema<infer Input, infer _Output> ? Extract<Input, object> : never
    >,
  ) {
    super(options);
    const { hiddenSize, numHeads, keyWidth, valueWidth, gateWidth, ...shape } = this.shape();
    const { tensorParallel } = this.parallelism;
    const heads = numHeads / tensorParallel;
    const kvHeads = Math.max(1, shape.numKvHeads / tensorParallel);
    this.visibility = shape.visibility;
    this.sharesCache = shape.sharesCache;

    this.input = this.buffer('input', hiddenSize);
    this.inwards = this.declareInwards();
    const entryWidth = kvHeads * (keyWidth + valueWidth);
    const scalars = shape.headScalars.map((name) =>
      this.weight({
        name,
        shape: [numHeads],
        shards: [{ axis: 'tensorParallel', dimension: 0, units: numHeads }],
      }),
    );
    // The attention kernel itself reads them; nothing is launched for them.
    const perHead = this.elementwise('per_head', 0, { weights: scalars, isFusible: true });
    const hasGate = gateWidth > 0;
    this.heads = this.stretch(
      // Each head's result takes the place of its query.
      this.buffer('query', heads * Math.max(keyWidth, valueWidth)),
      shape.projectsKeyValue ? this.buffer('key_value', entryWidth) : undefined,
      // A gate waits, computed, until attention is done.
      hasGate ? this.buffer('gate', heads * gateWidth) : undefined,
      scalars.length > 0 ? { ...perHead, kernels: 0 } : undefined,
    );
    this.exchangeKeyValue = this.exchange(
      'allGather',
      'contextParallel',
      'exchange_key_value',
      entryWidth,
      'kvCache',
    );
    this.attend = this.attentionOver(this.cache(), { heads, kvHeads, keyWidth, valueWidth });
    this.combine = this.stretch(
      // Running maximum and sum of each head, in single precision.
      this.exchange(
        'allReduce',
        'contextParallel',
        'combine_statistics',
        2 * heads,
        standardDtypes.fp32,
      ),
      this.exchange('allReduce', 'contextParallel', 'combine_context', heads * valueWidth),
    );
    const outwards: LinearPart = {
      name: 'o_proj',
      inputs: numHeads * valueWidth,
      outputs: hiddenSize,
      split: 'inputs',
      units: numHeads,
      hasBias: shape.outputBias,
      isClipped: shape.clipsOutput,
    };
    const adapted = shape.adaptsOutput ? [outwards] : [];
    if (hasGate) this.gate = this.elementwise('gate', heads * valueWidth, { isFusible: true });
    this.outwards = this.projections('o_proj', [outwards], shape.lora, adapted);
    this.finish = this.stretch(
      this.buffer('output', hiddenSize),
      this.exchange('allReduce', 'tensorParallel', 'reduce_output', hiddenSize),
    );
  }

  /** The sizes of the kind; called while it is constructed, when only its spec is there. */
  protected abstract shape(): AttentionShape;

  /** Declares the projections of the layer's input; called while it is constructed. */
  protected abstract declareInwards(): Projections;

  /** Other work before attention, such as projecting what an encoder gave. */
  protected prepare(_step: StepFrame, _sequences: number, _work: Work): void {
    // Keys and values come from the layer's own input, as a rule.
  }

  protected override check(faults: FaultList): void {
    checkHeads(this.shape(), this.parallelism.tensorParallel, faults);
  }

  forward(step: StepFrame, work: Work): void {
    const { visibility } = this;
    const { contextParallel, attentionDataParallel } = this.parallelism;
    const sequences = step.sequences(attentionDataParallel);
    const queries = step.tokens(contextParallel);
    const rows = sequences * queries;
    work.hold(this.input, rows);
    this.project(this.inwards, sequences, rows, work);
    work.stretch(this.heads, rows);
    this.prepare(step, sequences, work);
    if (step.phase === 'prefill' && contextParallel > 1) {
      const needed = visibility.exchanged(step, contextParallel);
      work.collective(this.exchangeKeyValue, sequences * needed);
    }
    const past = visibility.read(step, contextParallel);
    work.attention(
      this.attend,
      sequences,
      queries,
      visibility.scored(step, contextParallel),
      // Of another layer's cache new positions are read as well: they were projected there.
      this.sharesCache ? past + step.share(step.seqLen, contextParallel) : past,
      this.sharesCache ? 0 : visibility.written(step, contextParallel),
    );
    if (step.phase === 'decode' && contextParallel > 1 && visibility.retention !== undefined) {
      work.stretch(this.combine, rows);
    }
    if (this.gate !== undefined) work.pass(this.gate, rows);
    this.project(this.outwards, sequences, rows, work);
    work.stretch(this.finish, rows);
  }

  /** Declares what is cached, unless another layer keeps it or nothing outlives the step. */
  private cache(): [LocalState, ...LocalState[]] {
    const { cached, numKvHeads, visibility, sharesCache } = this.shape();
    const { retention } = visibility;
    const parts = cached.map(([name, width]): LocalState => {
      const part: StatePart = {
        name,
        elementsPerPosition: numKvHeads * width,
        retention: retention ?? { description: 'nothing', positions: () => 0 },
        shard: { axis: 'tensorParallel', units: numKvHeads },
        positionsSplitOver: 'contextParallel',
      };
      return retention === undefined || sharesCache
        ? localState(part, this.parallelism, this.dtypes.kvCache)
        : this.keep(part);
    });
    return parts as [LocalState, ...LocalState[]];
  }
}
