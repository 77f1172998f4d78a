import type { OverlapSpan } from './efficiency.ts';
import type { CommunicationOverlap } from './overlap.ts';

/** The seconds of layers that run one after another, and how those of one compose: the same rule in prefill and decode. */
export class LayerSeconds {
  /** At datasheet peaks, of the current layer, once; so are the next four. */
  private compute = 0;
  private memory = 0;
  /** The operations one after another. */
  private operations = 0;
  /** What they take beyond their rooflines. */
  private excess = 0;
  communication = 0;
  /** Of the layers before the current one. */
  private finishedBody = 0;
  private finishedWallClock = 0;
  private readonly span: OverlapSpan;
  private readonly overlap: CommunicationOverlap;

  constructor(span: OverlapSpan, overlap: CommunicationOverlap) {
    this.span = span;
    this.overlap = overlap;
  }

  /** An operation of the current layer, which takes so long in all. */
  add(compute: number, memory: number, elapsed: number): void {
    this.compute += compute;
    this.memory += memory;
    this.operations += elapsed;
    this.excess += elapsed - Math.max(compute, memory);
  }

  /** Everything but communication, when the current layer occurs `count` times. */
  body(count: number): number {
    return this.finishedBody + this.layerBody() * count;
  }

  wallClock(count: number): number {
    const body = this.layerBody();
    const { overlap, communication } = this;
    const layer = overlap === 'full' ? Math.max(body, communication) : body + communication;
    return this.finishedWallClock + layer * count;
  }

  /** Closes the current layer, which occurs `count` times. */
  finish(count: number): void {
    const body = this.body(count);
    const wallClock = this.wallClock(count);
    this.reset();
    this.finishedBody = body;
    this.finishedWallClock = wallClock;
  }

  reset(): void {
    this.compute = 0;
    this.memory = 0;
    this.operations = 0;
    this.excess = 0;
    this.communication = 0;
    this.finishedBody = 0;
    this.finishedWallClock = 0;
  }

  /** Across a layer only rooflines overlap: what an operation takes beyond its own comes on top. */
  private layerBody(): number {
    const { span, operations, compute, memory, excess } = this;
    return span === 'operation' ? operations : Math.max(compute, memory) + excess;
  }
}
