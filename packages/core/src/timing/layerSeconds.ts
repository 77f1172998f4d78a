import type { OverlapSpan } from './efficiency.ts';
import type { CommunicationOverlap } from './overlap.ts';

/** The seconds of layers that run one after another, and how those of one compose: the same rule in prefill and decode. */
export class LayerSeconds {
  /** Of the current layer, once; so are the next three. */
  compute = 0;
  memory = 0;
  /** The operations one after another. */
  operations = 0;
  communication = 0;
  /** Of the layers before the current one. */
  private finishedBody = 0;
  private finishedOverhead = 0;
  private finishedWallClock = 0;
  private readonly span: OverlapSpan;
  private readonly overlap: CommunicationOverlap;

  constructor(span: OverlapSpan, overlap: CommunicationOverlap) {
    this.span = span;
    this.overlap = overlap;
  }

  /** Everything but communication, when the current layer occurs `count` times. */
  body(count: number): number {
    return this.finishedBody + this.layerBody() * count;
  }

  /** What the bodies take beyond the longer of computing and memory traffic. */
  overhead(count: number): number {
    if (this.span === 'layer') return 0;
    const { operations, compute, memory } = this;
    return this.finishedOverhead + Math.max(0, operations - Math.max(compute, memory)) * count;
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
    const overhead = this.overhead(count);
    const wallClock = this.wallClock(count);
    this.reset();
    this.finishedBody = body;
    this.finishedOverhead = overhead;
    this.finishedWallClock = wallClock;
  }

  reset(): void {
    this.compute = 0;
    this.memory = 0;
    this.operations = 0;
    this.communication = 0;
    this.finishedBody = 0;
    this.finishedOverhead = 0;
    this.finishedWallClock = 0;
  }

  private layerBody(): number {
    return this.span === 'operation' ? this.operations : Math.max(this.compute, this.memory);
  }
}
