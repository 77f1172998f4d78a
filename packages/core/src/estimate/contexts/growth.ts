import { Tally } from '../../operations/tally.ts';
import { StepFrame, type CausalCount } from '../../step.ts';
import type { Model, ModelBlock } from '../../model.ts';

/** Contexts of every size, up to those that no window is wider than; no two are multiples of one chunk. */
const sizes = [7, 21, 67, 193, 577, 1543, 3079, 6151, 12_289, 24_593, 98_317, 786_433, 50_331_653];
/** Where work is looked at between two contexts: of a chunk that starts again and again, never at the same place. */
const looks = [0.5, 0.381966, 0.7182818, 0.1415927, 0.9051483];
/** Of what context adds to a step: entries that stand for several tokens make small stairs. */
const tolerance = 4e-3;
const mostStretches = 24;

/** What a step takes; rewritten each time, so that looking allocates nothing. */
class Amounts {
  flops = 0;
  /** Read and written. */
  bytes = 0;
}

/**
 * How the work of a step that generates grows with the tokens before it: a line, or several where a window fills,
 * a chunk starts again, or an indexer begins to choose.
 */
export class Growth {
  /** The layers whose work is no line from the first token to the farthest. */
  private bent: readonly ModelBlock[];
  private readonly frame = new StepFrame();
  private readonly tally = new Tally();
  /** After one token, from where a line begins, to where it may go, and in between. */
  private readonly least = new Amounts();
  private readonly start = new Amounts();
  private readonly end = new Amounts();
  private readonly between = new Amounts();

  constructor(models: readonly Model[], causal: CausalCount) {
    this.frame.phase = 'decode';
    this.frame.causal = causal;
    // Without the steps in which the busiest of several packages has one position more.
    this.frame.shareOf = 'average';
    this.bent = models.flatMap(({ blocks }) =>
      blocks.filter((block) => {
        this.bent = [block];
        return !this.isLineOfAllSizes();
      }),
    );
  }

  get isLinear(): boolean {
    return this.bent.length === 0;
  }

  /** Where lines begin, from `first` on, when each sequence has so many new tokens in a step. */
  stretches(first: number, last: number, tokens: number): readonly number[] {
    const starts = [first];
    let from = first;
    while (!this.isLine(from, last, tokens)) {
      if (starts.length === mostStretches) return together(starts, last);
      let low = from + 1;
      let high = last;
      while (high - low > 1) {
        const middle = Math.floor((low + high) / 2);
        if (this.isLine(from, middle, tokens)) low = middle;
        else high = middle;
      }
      // Two are always a line, and may yet be on either side of a leap.
      from = high - from === 2 ? from + 1 : high;
      starts.push(from);
    }
    return starts;
  }

  /** Whether each size adds to the first token as much for each further one. */
  private isLineOfAllSizes(): boolean {
    this.frame.seqLen = 1;
    const { least, end } = this;
    this.look(1, least);
    const rates = sizes.map((size) => {
      this.look(size, end);
      return {
        flops: (end.flops - least.flops) / (size - 1),
        bytes: (end.bytes - least.bytes) / (size - 1),
      };
    });
    return (['flops', 'bytes'] as const).every((kind) => {
      const own = rates.map((rate) => rate[kind]);
      return Math.max(...own) - Math.min(...own) <= 1e-6 * Math.max(...own) + 1e-12 * least[kind];
    });
  }

  private isLine(from: number, to: number, tokens: number): boolean {
    if (to - from < 2) return true;
    const { least, start, end, between } = this;
    this.frame.seqLen = tokens;
    this.look(1, least);
    this.look(from, start);
    this.look(to, end);
    for (const share of looks) {
      const context = Math.round(from + share * (to - from));
      const way = (context - from) / (to - from);
      this.look(context, between);
      if (!isBetween(between.flops, way, start.flops, end.flops, least.flops)) return false;
      if (!isBetween(between.bytes, way, start.bytes, end.bytes, least.bytes)) return false;
    }
    return true;
  }

  /** What a step takes after so many tokens. */
  private look(context: number, into: Amounts): void {
    const { frame, tally } = this;
    frame.contextLen = context;
    frame.length = context + frame.seqLen;
    tally.reset();
    for (const { name, layer, count } of this.bent) {
      tally.enterLayer(name, count);
      layer.forward(frame, tally);
    }
    into.flops = tally.flops;
    into.bytes = tally.weightReadBytes + tally.stateReadBytes + tally.stateWriteBytes;
  }
}

/** Whether an amount lies on the line from one to another, such a part of the way along. */
function isBetween(amount: number, way: number, one: number, other: number, least: number) {
  const grown = Math.max(amount, one, other) - least;
  return Math.abs(amount - one - way * (other - one)) <= tolerance * grown + 1e-9 * amount;
}

/** Many short ones that are all as long, taken together: an odd number, so that their middle is that of one of them. */
function together(starts: readonly number[], last: number): readonly number[] {
  const [first = last, second = last] = starts;
  const [size = 1] = starts.slice(-2).map((start, index, two) => (two[index + 1] ?? start) - start);
  const most = 2 * Math.ceil((last - second) / size / mostStretches / 2) + 1;
  const found = [first];
  for (let start = second; start <= last;) {
    found.push(start);
    const left = Math.floor((last + 1 - start) / size);
    start += size * Math.max(1, Math.min(most, left % 2 === 0 ? left - 1 : left));
  }
  return found;
}
