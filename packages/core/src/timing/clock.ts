import type { System } from '../hardware/system.ts';
import type { CollectiveOperation } from '../operations/collective.ts';
import type {
  AttentionOperation,
  ExpertsOperation,
  MatmulOperation,
  ScanOperation,
} from '../operations/operations.ts';
import type { GatherOperation, PassOperation } from '../operations/passes.ts';
import { sendOperations, type Stretch } from '../operations/stretch.ts';
import { Tally } from '../operations/tally.ts';
import { BoundSeconds } from './boundSeconds.ts';
import { groupLevels, type GroupLevels } from './collectives/group.ts';
import { idealCollectiveSeconds } from './collectives/ideal.ts';
import type { Efficiency } from './efficiency.ts';
import { LayerSeconds } from './layerSeconds.ts';
import type { CommunicationOverlap } from './overlap.ts';
import { RooflineMeter } from './rooflineMeter.ts';

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
 * const frame = new StepFrame().set({ phase: 'prefill', batchSize: 1, seqLen: 1000 });
 * new MLPLayer({ hiddenSize: 1000, intermediateSize: 2500 }).forward(frame, clock);
 * [clock.computeSeconds, clock.loadSeconds] // => [1e-4, 1e-5]
 * @category Timing
 */
export class Clock extends Tally {
  readonly system: System;
  readonly efficiency: Efficiency;
  /** Arithmetic at its peak. */
  computeSeconds = 0;
  /** Reading weights and state. */
  loadSeconds = 0;
  /** Writing state. */
  storeSeconds = 0;
  /** The operations one after another, each as long as the efficiency says; collectives not counted. */
  operationSeconds = 0;
  /** The collectives one after another. */
  communicationSeconds = 0;
  /** The same seconds of operations by what they are lost to. */
  readonly bounds = new BoundSeconds();
  private readonly layers: LayerSeconds;
  private readonly roofline: RooflineMeter;
  private readonly levelsOf = new Map<CollectiveOperation, GroupLevels>();

  constructor(system: System, efficiency: Efficiency, overlap: CommunicationOverlap = 'none') {
    super();
    this.system = system;
    this.efficiency = efficiency;
    this.layers = new LayerSeconds(efficiency.overlapSpan, overlap);
    this.roofline = new RooflineMeter(system.chip);
  }

  /** What the work takes besides communication, layer after layer. */
  get bodySeconds(): number {
    return this.layers.body(this.repeats);
  }

  /** From the start of the first layer to the end of the last. */
  get wallClockSeconds(): number {
    return this.layers.wallClock(this.repeats);
  }

  override reset(): void {
    super.reset();
    this.computeSeconds = 0;
    this.loadSeconds = 0;
    this.storeSeconds = 0;
    this.operationSeconds = 0;
    this.communicationSeconds = 0;
    this.bounds.reset();
    this.layers.reset();
  }

  override enterLayer(name: string, count: number): void {
    this.layers.finish(this.repeats);
    super.enterLayer(name, count);
  }

  override matmul(operation: MatmulOperation, rows: number): void {
    super.matmul(operation, rows);
    this.measureRows(operation, rows);
    this.spend(operation, this.efficiency.matmul(operation, this.roofline, rows));
  }

  override experts(operation: ExpertsOperation, pairs: number, rows: number, active: number): void {
    super.experts(operation, pairs, rows, active);
    const { flopsPerPair, bytesPerExpert, computeDtype } = operation;
    this.roofline.measure(pairs * flopsPerPair, computeDtype, active * bytesPerExpert, 0);
    this.spend(operation, this.efficiency.experts(operation, this.roofline, pairs, rows, active));
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
    const { roofline, efficiency } = this;
    const bytesPerEntry = sequences * operation.stateBytesPerPosition;
    roofline.measure(
      sequences * pairs * operation.flopsPerPair,
      operation.computeDtype,
      past * bytesPerEntry,
      written * bytesPerEntry,
    );
    this.spend(
      operation,
      efficiency.attention(operation, roofline, sequences, queries, pairs, past),
    );
  }

  override scan(
    operation: ScanOperation,
    sequences: number,
    tokens: number,
    hasPast: boolean,
  ): void {
    super.scan(operation, sequences, tokens, hasPast);
    const { roofline, efficiency } = this;
    const stateBytes = sequences * operation.stateBytes;
    roofline.measure(
      sequences * tokens * operation.flopsPerToken,
      operation.computeDtype,
      operation.weightBytes + (hasPast ? stateBytes : 0),
      stateBytes,
    );
    this.spend(operation, efficiency.scan(operation, roofline, sequences, tokens));
  }

  override pass(operation: PassOperation, rows: number): void {
    super.pass(operation, rows);
    this.measureRows(operation, rows);
    this.spend(operation, this.efficiency.pass(operation, this.roofline, rows));
  }

  override gather(operation: GatherOperation, rows: number): void {
    super.gather(operation, rows);
    this.roofline.measureTraffic(Math.min(rows, operation.tableRows) * operation.rowBytes);
    this.spend(operation, this.efficiency.gather(operation, this.roofline, rows));
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
    this.layers.communication += elapsed;
    this.communicationSeconds += elapsed * this.repeats;
  }

  override stretch(stretch: Stretch, rows: number): void {
    this.keepAlive(rows * stretch.heldBytesPerRow);
    sendOperations(stretch, this, rows);
  }

  /** The links that a collective runs over. */
  levels(operation: CollectiveOperation): GroupLevels {
    const known = this.levelsOf.get(operation);
    if (known !== undefined) return known;
    const levels = groupLevels(this.system, operation);
    this.levelsOf.set(operation, levels);
    return levels;
  }

  private measureRows(operation: MatmulOperation | PassOperation, rows: number): void {
    const { flopsPerRow, computeDtype, weightBytes } = operation;
    this.roofline.measure(rows * flopsPerRow, computeDtype, weightBytes, 0);
  }

  /** Accounts for the operation whose roofline was just taken. */
  private spend(operation: { readonly kernels: number }, seconds: number): void {
    const { repeats, roofline } = this;
    const { computeSeconds, memorySeconds } = roofline;
    const elapsed = Math.max(seconds, computeSeconds, memorySeconds);
    this.layers.add(computeSeconds, memorySeconds, elapsed);
    this.bounds.add(roofline, elapsed, operation.kernels * this.efficiency.launchSeconds, repeats);
    this.computeSeconds += computeSeconds * repeats;
    this.loadSeconds += roofline.loadSeconds * repeats;
    this.storeSeconds += roofline.storeSeconds * repeats;
    this.operationSeconds += elapsed * repeats;
  }
}
