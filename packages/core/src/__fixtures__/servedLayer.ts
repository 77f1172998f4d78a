import { Layer, type LayerOptions } from '../layer.ts';
import { Model } from '../model.ts';
import type { Work } from '../operations/visitor.ts';
import type { ParallelismOptions } from '../parallelism.ts';
import type { SpecSchema } from '../spec.ts';
import { everyPosition, slidingWindow } from '../state.ts';
import type { StepFrame } from '../step.ts';

const defaults = {
  /** Sizes that make round numbers: each of the two products has a thousand squared weights. */
  hiddenSize: 1000,
  heads: 8,
  headWidth: 125,
  /** Positions that are cached; 0 for all. */
  window: 0,
};

/** The sizes of a {@link ServedLayer}. */
export type ServedSpec = typeof defaults;

const spec: SpecSchema<Partial<ServedSpec>, ServedSpec> = {
  '~standard': {
    version: 1,
    vendor: 'core-tests',
    validate: (value) => ({ value: { ...defaults, ...(value as object) } }),
  },
};

/** A projection, attention over a cache, and a projection back: the least that can be served. */
class ServedLayer extends Layer<typeof spec> {
  static readonly kind: string = 'ServedLayer';
  static readonly specSchema = spec;
  static readonly supportedParallelism = ['tensorParallel', 'attentionDataParallel'] as const;
  static readonly examples: readonly object[] = [{}];

  readonly inwards;
  readonly attend;
  readonly outwards;
  readonly input;
  readonly reduce;

  constructor(options: LayerOptions<Partial<ServedSpec>> = {}) {
    super(options);
    const { hiddenSize, heads, headWidth, window } = this.spec;
    const width = heads * headWidth;
    this.input = this.buffer('input', hiddenSize);
    const into = { name: 'in', inputs: hiddenSize, outputs: width, split: 'outputs' } as const;
    this.inwards = this.product('in', this.linear(into));
    const local = heads / this.parallelism.tensorParallel;
    const sizes = { heads: local, kvHeads: local, keyWidth: headWidth, valueWidth: headWidth };
    const cached = (name: string) =>
      this.keep({
        name,
        elementsPerPosition: width,
        retention: window === 0 ? everyPosition : slidingWindow(window),
        shard: { axis: 'tensorParallel', units: heads },
      });
    this.attend = this.attentionOver([cached('key'), cached('value')], sizes);
    const out = { name: 'out', inputs: width, outputs: hiddenSize, split: 'inputs' } as const;
    this.outwards = this.product('out', this.linear(out));
    this.reduce = this.exchange('allReduce', 'tensorParallel', 'reduce', hiddenSize);
  }

  forward(step: StepFrame, work: Work): void {
    const { window } = this.spec;
    const { seqLen, contextLen } = step;
    const sequences = step.sequences(this.parallelism.attentionDataParallel);
    const rows = sequences * seqLen;
    work.hold(this.input, rows);
    work.matmul(this.inwards, rows);
    const past = window === 0 ? contextLen : Math.min(contextLen, window);
    const most = window === 0 ? Infinity : window;
    const growing = Math.max(0, Math.min(seqLen, most - contextLen));
    const full = seqLen === growing ? 0 : (seqLen - growing) * most;
    const pairs = growing * contextLen + (growing * (growing + 1)) / 2 + full;
    work.attention(this.attend, sequences, seqLen, pairs, past, seqLen);
    work.matmul(this.outwards, rows);
    work.collective(this.reduce, rows);
  }
}

/** So many layers whose groups split a batch, each before one that serves the whole of it. */
export function groupedModel(
  layers: number,
  groups: number,
  sizes: Partial<ServedSpec> = {},
): Model {
  const own = new ServedLayer({ ...sizes, parallelism: { attentionDataParallel: groups } });
  const all = new ServedLayer({ ...sizes, parallelism: { tensorParallel: groups } });
  return new Model('grouped toy', [
    { name: 'own', layer: own, count: layers },
    { name: 'all', layer: all, count: layers },
  ]);
}

/** So many layers of that kind. */
export function servedModel(
  layers = 1,
  sizes: Partial<ServedSpec> = {},
  parallelism: ParallelismOptions = {},
): Model {
  const layer = new ServedLayer({ ...sizes, parallelism });
  return new Model('served toy', [{ name: 'layer', layer, count: layers }]);
}
