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

/**
 * Adds up the work of a step on the busiest package. Reusable, and allocates nothing while it counts.
 *
 * @example
 * import { MLPLayer } from '@mantile/layers';
 * import { StepFrame, Tally } from '@mantile/core';
 * const layer = new MLPLayer({ hiddenSize: 1024, intermediateSize: 4096 });
 * const tally = new Tally();
 * layer.forward(new StepFrame().set({ phase: 'prefill', batchSize: 2, seqLen: 128 }), tally);
 * tally.flops // => 4294967296
 * @category Work
 */
export class Tally implements Work {
  flops = 0;
  weightReadBytes = 0;
  stateReadBytes = 0;
  stateWriteBytes = 0;
  payloadBytes = 0;
  wireBytes = 0;
  kernels = 0;
  /** How often the current layer occurs. */
  protected repeats = 1;
  private heldBytes = 0;
  private mostHeldBytes = 0;

  /** What the layer that holds most keeps alive: layers run one after another. */
  get activationBytes(): number {
    return Math.max(this.heldBytes, this.mostHeldBytes);
  }

  /** Starts again from zero. */
  reset(): void {
    this.flops = 0;
    this.weightReadBytes = 0;
    this.stateReadBytes = 0;
    this.stateWriteBytes = 0;
    this.payloadBytes = 0;
    this.wireBytes = 0;
    this.kernels = 0;
    this.repeats = 1;
    this.heldBytes = 0;
    this.mostHeldBytes = 0;
  }

  enterLayer(_name: string, count: number): void {
    this.mostHeldBytes = this.activationBytes;
    this.heldBytes = 0;
    this.repeats = count;
  }

  matmul(operation: MatmulOperation, rows: number): void {
    this.work(rows * operation.flopsPerRow, operation.weightBytes, operation.kernels);
  }

  experts(operation: ExpertsOperation, pairs: number, _rows: number, active: number): void {
    const readBytes = active * operation.bytesPerExpert;
    this.work(pairs * operation.flopsPerPair, readBytes, operation.kernels);
  }

  attention(
    operation: AttentionOperation,
    sequences: number,
    _queries: number,
    pairs: number,
    past: number,
    written: number,
  ): void {
    this.work(sequences * pairs * operation.flopsPerPair, 0, operation.kernels);
    this.state(sequences * operation.stateBytesPerPosition, past, written);
  }

  scan(operation: ScanOperation, sequences: number, tokens: number, hasPast: boolean): void {
    const flops = sequences * tokens * operation.flopsPerToken;
    this.work(flops, operation.weightBytes, operation.kernels);
    this.state(sequences * operation.stateBytes, hasPast ? 1 : 0, 1);
  }

  pass(operation: PassOperation, rows: number): void {
    this.work(rows * operation.flopsPerRow, operation.weightBytes, operation.kernels);
  }

  gather(operation: GatherOperation, rows: number): void {
    const readBytes = Math.min(rows, operation.tableRows) * operation.rowBytes;
    this.work(0, readBytes, operation.kernels);
  }

  collective(operation: CollectiveOperation, rows: number): void {
    if (operation.packages === 1) return;
    const payload = rows * operation.bytesPerRow * this.repeats;
    this.payloadBytes += payload;
    this.wireBytes += payload * operation.wireFactor;
    this.kernels += operation.kernels * this.repeats;
  }

  stretch(stretch: Stretch, rows: number): void {
    this.work(rows * stretch.flopsPerRow, stretch.weightBytes, stretch.kernels);
    this.keepAlive(rows * stretch.heldBytesPerRow);
    if (stretch.payloadBytesPerRow === 0) return;
    const repeatedRows = rows * this.repeats;
    this.payloadBytes += repeatedRows * stretch.payloadBytesPerRow;
    this.wireBytes += repeatedRows * stretch.wireBytesPerRow;
  }

  hold(buffer: ActivationBuffer, rows: number): void {
    this.keepAlive(rows * buffer.width * buffer.bytesPerElement);
  }

  /** Adds to what the current layer holds. */
  protected keepAlive(bytes: number): void {
    this.heldBytes += bytes;
  }

  private work(flops: number, weightReadBytes: number, kernels: number): void {
    const { repeats } = this;
    this.flops += flops * repeats;
    this.weightReadBytes += weightReadBytes * repeats;
    this.kernels += kernels * repeats;
  }

  private state(bytesPerEntry: number, read: number, written: number): void {
    const { repeats } = this;
    this.stateReadBytes += read * bytesPerEntry * repeats;
    this.stateWriteBytes += written * bytesPerEntry * repeats;
  }
}

/** Adds up the share of an average package; with a frame that asks for averages, times the packages, it is the total. */
export class AverageTally extends Tally {
  override matmul(operation: MatmulOperation, rows: number): void {
    super.matmul(operation, rows);
    this.flops += rows * (operation.averageFlopsPerRow - operation.flopsPerRow) * this.repeats;
  }

  override experts(operation: ExpertsOperation, pairs: number, rows: number, active: number): void {
    super.experts(operation, pairs, rows, active);
    this.flops += pairs * (operation.averageFlopsPerPair - operation.flopsPerPair) * this.repeats;
  }

  override stretch(stretch: Stretch, rows: number): void {
    super.stretch(stretch, rows);
    this.flops += rows * (stretch.averageFlopsPerRow - stretch.flopsPerRow) * this.repeats;
    this.keepAlive(rows * (stretch.averageHeldBytesPerRow - stretch.heldBytesPerRow));
  }

  override hold(buffer: ActivationBuffer, rows: number): void {
    this.keepAlive(rows * buffer.averageWidth * buffer.bytesPerElement);
  }
}
