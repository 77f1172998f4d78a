import type { ActivationBuffer } from './activation.ts';
import type { CollectiveOperation } from './collective.ts';
import type {
  AttentionOperation,
  ExpertsOperation,
  MatmulOperation,
  ScanOperation,
} from './operations.ts';
import type { GatherOperation, PassOperation } from './passes.ts';
import type { Stretch } from './stretch.ts';
import type { Work } from './visitor.ts';

type Rowwise = MatmulOperation | PassOperation | GatherOperation | CollectiveOperation;
type Joined = Rowwise | ExpertsOperation | ActivationBuffer | Stretch;

/** Takes two kinds of tokens in one step, layer by layer: those of the first, then those of the second. */
export interface JointVisitor extends Work {
  /** From here on comes the first of the two. */
  begin(): void;
  /** From here on comes the second of the two. */
  join(): void;
  /** Both have come. */
  finish(): void;
}

/** What a first step asks of an operation, until a second one adds its own. */
class Share {
  readonly operation: Joined;
  rows = 0;
  pairs = 0;
  active = 0;
  isWaiting = false;

  constructor(operation: Joined) {
    this.operation = operation;
  }
}

/**
 * Runs the same layer for two kinds of tokens at once, such as a chunk of a prompt beside sequences that
 * generate: products see the rows of both and read their weights once; each attends for itself.
 *
 * Operations are told apart by identity, so both must come from the same layer.
 */
export class JointWork implements JointVisitor {
  private readonly shares = new Map<Joined, Share>();
  /** In the order in which they came, to be reused layer after layer. */
  private readonly waiting: Share[] = [];
  private count = 0;
  private isSecond = false;
  private readonly work: Work;

  constructor(work: Work) {
    this.work = work;
  }

  begin(): void {
    this.isSecond = false;
    this.count = 0;
  }

  join(): void {
    this.isSecond = true;
  }

  /** Sends what the second one had no part in. */
  finish(): void {
    for (let index = 0; index < this.count; index += 1) {
      const share = this.waiting[index] as Share;
      if (!share.isWaiting) continue;
      share.isWaiting = false;
      this.send(share.operation, share.rows, share.pairs, share.active);
    }
  }

  enterLayer(name: string, count: number): void {
    this.work.enterLayer(name, count);
  }

  matmul(operation: MatmulOperation, rows: number): void {
    this.take(operation, rows, 0, 0);
  }

  experts(operation: ExpertsOperation, pairs: number, rows: number, active: number): void {
    this.take(operation, rows, pairs, active);
  }

  attention(
    operation: AttentionOperation,
    sequences: number,
    queries: number,
    pairs: number,
    past: number,
    written: number,
  ): void {
    this.work.attention(operation, sequences, queries, pairs, past, written);
  }

  scan(operation: ScanOperation, sequences: number, tokens: number, hasPast: boolean): void {
    this.work.scan(operation, sequences, tokens, hasPast);
  }

  pass(operation: PassOperation, rows: number): void {
    this.take(operation, rows, 0, 0);
  }

  gather(operation: GatherOperation, rows: number): void {
    this.take(operation, rows, 0, 0);
  }

  collective(operation: CollectiveOperation, rows: number): void {
    this.take(operation, rows, 0, 0);
  }

  stretch(stretch: Stretch, rows: number): void {
    this.take(stretch, rows, 0, 0);
  }

  hold(buffer: ActivationBuffer, rows: number): void {
    this.take(buffer, rows, 0, 0);
  }

  private take(operation: Joined, rows: number, pairs: number, active: number): void {
    let share = this.shares.get(operation);
    if (this.isSecond) {
      if (share?.isWaiting !== true) {
        this.send(operation, rows, pairs, active);
        return;
      }
      share.isWaiting = false;
      const both = operation.kind === 'experts' ? union(share.active, active, operation) : 0;
      this.send(operation, share.rows + rows, share.pairs + pairs, both);
      return;
    }
    if (share === undefined) {
      share = new Share(operation);
      this.shares.set(operation, share);
    }
    // A layer that runs an operation twice in a step sends the earlier one on its way.
    if (share.isWaiting) this.send(operation, share.rows, share.pairs, share.active);
    else this.waiting[this.count++] = share;
    share.rows = rows;
    share.pairs = pairs;
    share.active = active;
    share.isWaiting = true;
  }

  private send(operation: Joined, rows: number, pairs: number, active: number): void {
    const { work } = this;
    switch (operation.kind) {
      case 'matmul': {
        work.matmul(operation, rows);
        return;
      }
      case 'experts': {
        work.experts(operation, pairs, rows, active);
        return;
      }
      case 'pass': {
        work.pass(operation, rows);
        return;
      }
      case 'gather': {
        work.gather(operation, rows);
        return;
      }
      case 'collective': {
        work.collective(operation, rows);
        return;
      }
      case 'activation': {
        work.hold(operation, rows);
        return;
      }
      case 'stretch': {
        work.stretch(operation, rows);
        return;
      }
    }
  }
}

/** Experts that either of two groups of tokens touches, which choose independently of each other. */
function union(one: number, other: number, { localExperts }: ExpertsOperation): number {
  return localExperts - ((localExperts - one) * (localExperts - other)) / localExperts;
}
