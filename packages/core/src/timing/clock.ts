import type { Dtype } from '../dtype.ts';
import { computeRate } from '../computeRate.ts';
import type { System } from '../hardware.ts';
import type {
  AttentionOperation,
  CollectiveOperation,
  ExpertsOperation,
  GatherOperation,
  MatmulOperation,
  PassOperation,
  ScanOperation,
} from '../work/operations.ts';
import { Tally } from '../work/tally.ts';
import { groupLevels, type GroupLevels } from './collectives/group.ts';
import { idealCollectiveSeconds } from './collectives/ideal.ts';
import type { Efficiency } from './efficiency.ts';
import { LayerSeconds } from './layerSeconds.ts';
import type { CommunicationOverlap } from './overlap.ts';

/**
 * A tally that also tells the time: how long the busiest package computes, moves memory and communicates.
 *
 * @example
 * import { Clock, gibibytes, gigabytesPerSecond, idealEfficiency, StepFrame, teraflops } from '@mantile/core';
 * import { MLPLayer } from '@mantile/layers';
 * const chip = {
 *   name: 'a round chip',
 *   peakFlops: { bf16: teraflops(100) },
 *   memory: [{ name: 'HBM', capacity: gibibytes(80), bandwidth: gigabytesPerSecond(1000) }],
 * } as const;
 * const clock = new Clock({ name: 'one', chip, tiers: [] }, idealEfficiency);
 * new MLPLayer({ hiddenSize: 1000, intermediateSize: 2500 }).forward(
 *   new StepFrame().set({ phase: 'prefill', batchSize: 1, seqLen: 1000 }),
 *   clock,
 * );
 * // 10 GFLOP at 100 TFLOP/s, 10 MB at 1 TB/s
 * [clock.computeSeconds, clock.loadSeconds] // => [1e-4, 1e-5]
 * @category Timing
 */
export class Clock extends Tally {
  readonly system: System;
  readonly efficiency: Efficiency;
  computeSeconds = 0;
  /** Reading weights and state. */
  loadSeconds = 0;
  /** Writing state. */
  storeSeconds = 0;
  /** The operations one after another, each as long as the efficiency says; collectives not counted. */
  operationSeconds = 0;
  communicationSeconds = 0;
  /** Of the layers before the current one. */
  private finishedBodySeconds = 0;
  private finishedWallClockSeconds = 0;
  /** Of the current layer, once. */
  private readonly layer: LayerSeconds;

  /** Rewritten for every operation, so that timing allocates nothing. */
  private readonly roofline = {
    computeSeconds: 0,
    memorySeconds: 0,
    flopsPerSecond: 0,
    bytesPerSecond: 1,
  };
  private rateDtype: Dtype | undefined;
  private readonly levelsOf = new Map<CollectiveOperation, GroupLevels>();

  constructor(system: System, efficiency: Efficiency, overlap: CommunicationOverlap = 'none') {
    super();
    this.system = system;
    this.efficiency = efficiency;
    this.layer = new LayerSeconds(efficiency.overlapSpan, overlap);
    this.roofline.bytesPerSecond = system.chip.memory[0].bandwidth;
  }

  /** What the work takes besides communication, layer after layer. */
  get bodySeconds(): number {
    return this.finishedBodySeconds + this.layer.body * this.repeats;
  }

  /** From the start of the first layer to the end of the last. */
  get wallClockSeconds(): number {
    return this.finishedWallClockSeconds + this.layer.wallClock * this.repeats;
  }

  override reset(): void {
    super.reset();
    this.computeSeconds = 0;
    this.loadSeconds = 0;
    this.storeSeconds = 0;
    this.operationSeconds = 0;
    this.communicationSeconds = 0;
    this.finishedBodySeconds = 0;
    this.finishedWallClockSeconds = 0;
    this.layer.reset();
  }

  override enterLayer(name: string, count: number): void {
    this.finishedBodySeconds = this.bodySeconds;
    this.finishedWallClockSeconds = this.wallClockSeconds;
    this.layer.reset();
    super.enterLayer(name, count);
  }

  override matmul(operation: MatmulOperation, rows: number): void {
    super.matmul(operation, rows);
    this.measure(rows * operation.flopsPerRow, operation.computeDtype, operation.weightBytes, 0);
    this.spend(this.efficiency.matmul(operation, this.roofline, rows));
  }

  override experts(operation: ExpertsOperation, pairs: number, rows: number, active: number): void {
    super.experts(operation, pairs, rows, active);
    const readBytes = active * operation.bytesPerExpert;
    this.measure(pairs * operation.flopsPerPair, operation.computeDtype, readBytes, 0);
    this.spend(this.efficiency.experts(operation, this.roofline, pairs, rows, active));
  }

  override attention(
    operation: AttentionOperation,
    sequences: number,
    queries: number,
    pairs: number,
    past: number,
    written: number,
  ): void {
    super.attention(operation, sequences, queries, pairs, past, written);
    const bytesPerEntry = sequences * operation.stateBytesPerPosition;
    this.measure(
      sequences * pairs * operation.flopsPerPair,
      operation.computeDtype,
      past * bytesPerEntry,
      written * bytesPerEntry,
    );
    const { efficiency, roofline } = this;
    this.spend(efficiency.attention(operation, roofline, sequences, queries, pairs, past));
  }

  override scan(
    operation: ScanOperation,
    sequences: number,
    tokens: number,
    hasPast: boolean,
  ): void {
    super.scan(operation, sequences, tokens, hasPast);
    const stateBytes = sequences * operation.stateBytes;
    this.measure(
      sequences * tokens * operation.flopsPerToken,
      operation.computeDtype,
      hasPast ? stateBytes : 0,
      stateBytes,
    );
    this.spend(this.efficiency.scan(operation, this.roofline, sequences, tokens));
  }

  override pass(operation: PassOperation, rows: number): void {
    super.pass(operation, rows);
    this.measure(rows * operation.flopsPerRow, operation.computeDtype, operation.weightBytes, 0);
    this.spend(this.efficiency.pass(operation, this.roofline, rows));
  }

  override gather(operation: GatherOperation, rows: number): void {
    super.gather(operation, rows);
    const readBytes = Math.min(rows, operation.tableRows) * operation.rowBytes;
    this.measure(0, undefined, readBytes, 0);
    this.spend(this.efficiency.gather(operation, this.roofline, rows));
  }

  override collective(operation: CollectiveOperation, rows: number): void {
    if (operation.packages === 1) return;
    super.collective(operation, rows);
    const payload = rows * operation.bytesPerRow;
    const levels = this.levels(operation);
    const elapsed = Math.max(
      this.efficiency.collective(operation, payload, levels),
      idealCollectiveSeconds(operation.collective, payload, levels),
    );
    this.layer.communication += elapsed;
    this.communicationSeconds += elapsed * this.repeats;
  }

  /** The links that a collective runs over. */
  levels(operation: CollectiveOperation): GroupLevels {
    let levels = this.levelsOf.get(operation);
    if (levels === undefined) {
      levels = groupLevels(this.system, operation);
      this.levelsOf.set(operation, levels);
    }
    return levels;
  }

  private measure(
    flops: number,
    dtype: Dtype | undefined,
    readBytes: number,
    writtenBytes: number,
  ): void {
    const { roofline } = this;
    // Neighbouring operations mostly share a format: look its peak up only when it changes.
    if (dtype !== this.rateDtype && dtype !== undefined) {
      roofline.flopsPerSecond = computeRate(this.system.chip, dtype).flopsPerSecond;
      this.rateDtype = dtype;
    }
    const load = readBytes / roofline.bytesPerSecond;
    const store = writtenBytes / roofline.bytesPerSecond;
    roofline.computeSeconds = flops === 0 ? 0 : flops / roofline.flopsPerSecond;
    roofline.memorySeconds = load + store;
    this.layer.compute += roofline.computeSeconds;
    this.layer.memory += roofline.memorySeconds;
    this.computeSeconds += roofline.computeSeconds * this.repeats;
    this.loadSeconds += load * this.repeats;
    this.storeSeconds += store * this.repeats;
  }

  private spend(seconds: number): void {
    const { computeSeconds, memorySeconds } = this.roofline;
    const elapsed = Math.max(seconds, computeSeconds, memorySeconds);
    this.layer.operations += elapsed;
    this.operationSeconds += elapsed * this.repeats;
  }
}
