import type { OverlapSpan } from './efficiency.ts';
import type { CommunicationOverlap } from './overlap.ts';

/** The seconds of one layer while it runs, and how they compose: the same rule in prefill and decode. */
export class LayerSeconds {
  compute = 0;
  memory = 0;
  /** The operations one after another. */
  operations = 0;
  communication = 0;
  private readonly span: OverlapSpan;
  private readonly overlap: CommunicationOverlap;

  constructor(span: OverlapSpan, overlap: CommunicationOverlap) {
    this.span = span;
    this.overlap = overlap;
  }

  /** Everything but communication. */
  get body(): number {
    return this.span === 'operation' ? this.operations : Math.max(this.compute, this.memory);
  }

  get wallClock(): number {
    const { body, communication } = this;
    return this.overlap === 'full' ? Math.max(body, communication) : body + communication;
  }

  reset(): void {
    this.compute = 0;
    this.memory = 0;
    this.operations = 0;
    this.communication = 0;
  }
}
