import type { JointVisitor } from '../../operations/jointWork.ts';
import { Trace } from '../../operations/trace.ts';
import type { TracedOperation } from '../../operations/traced.ts';

/** What one layer does for one kind of tokens, or, where two share a step, for each. */
export interface HeldLayer {
  readonly name: string;
  readonly first: readonly TracedOperation[];
  readonly second: readonly TracedOperation[];
}

/** Traces layer by layer, and keeps two kinds of tokens in one step apart. */
export class HeldTrace extends Trace implements JointVisitor {
  private readonly begun: { name: string; start: number; joined?: number }[] = [];

  override enterLayer(name: string, count: number): void {
    super.enterLayer(name, count);
    this.begun.push({ name, start: this.operations.length });
  }

  begin(): void {
    // A layer begins with the first kind of tokens.
  }

  join(): void {
    const current = this.begun.at(-1);
    if (current !== undefined) current.joined = this.operations.length;
  }

  finish(): void {
    // The next layer, or the end, closes it.
  }

  get layers(): readonly HeldLayer[] {
    const { begun, operations } = this;
    return begun.map(({ name, start, joined }, index) => {
      const end = begun[index + 1]?.start ?? operations.length;
      const middle = joined ?? end;
      return {
        name,
        first: operations.slice(start, middle),
        second: operations.slice(middle, end),
      };
    });
  }
}
