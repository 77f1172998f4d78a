import { computeRate } from '../hardware/computeRate.ts';
import type { System } from '../hardware/system.ts';
import type { Dtype } from '../dtype.ts';
import type { CollectiveOperation } from '../operations/collective.ts';
import type {
  AttentionOperation,
  ExpertsOperation,
  MatmulOperation,
  ScanOperation,
} from '../operations/operations.ts';
import type { GatherOperation, PassOperation } from '../operations/passes.ts';
import type { Stretch } from '../operations/stretch.ts';
import type { Work } from '../operations/visitor.ts';
import { BoundSeconds } from './boundSeconds.ts';
import { ExchangeTime } from './exchangeTime.ts';
import { idealEfficiency } from './ideal.ts';
import type { CommunicationOverlap } from './overlap.ts';
import { StretchTime } from './stretchTime.ts';

/**
 * Tells what a `Clock` with `idealEfficiency` tells, several times as fast: at datasheet peaks, where
 * arithmetic and memory traffic overlap across a layer, stretches need not be taken apart. A layer counts
 * once the next one is entered.
 */
export class RooflineClock implements Work {
  readonly efficiency = idealEfficiency;
  readonly bounds = new BoundSeconds();
  readonly kernels = 0;
  readonly storeSeconds = 0;
  computeSeconds = 0;
  /** Reading and writing of weights and state. */
  loadSeconds = 0;
  communicationSeconds = 0;
  wallClockSeconds = 0;
  private repeats = 1;
  /** Of the current layer, once. */
  private compute = 0;
  private memory = 0;
  private communication = 0;
  private readonly system: System;
  private readonly bandwidth: number;
  private readonly overlap: CommunicationOverlap;
  private readonly rates = new Map<Dtype, number>();
  private lastDtype: Dtype | undefined;
  private lastRate = 0;
  private readonly exchanges = new Map<CollectiveOperation, ExchangeTime>();
  private readonly stretches = new Map<Stretch, StretchTime>();

  constructor(system: System, overlap: CommunicationOverlap) {
    this.system = system;
    this.bandwidth = system.chip.memory[0].bandwidth;
    this.overlap = overlap;
  }

  reset(): void {
    this.computeSeconds = 0;
    this.loadSeconds = 0;
    this.communicationSeconds = 0;
    this.wallClockSeconds = 0;
    this.repeats = 1;
    this.compute = 0;
    this.memory = 0;
    this.communication = 0;
  }

  enterLayer(_name: string, count: number): void {
    this.finish();
    this.repeats = count;
  }

  matmul({ flopsPerRow, weightBytes, computeDtype }: MatmulOperation, rows: number): void {
    this.spend(rows * flopsPerRow, computeDtype, weightBytes);
  }

  experts(operation: ExpertsOperation, pairs: number, _rows: number, active: number): void {
    const { flopsPerPair, bytesPerExpert, computeDtype } = operation;
    this.spend(pairs * flopsPerPair, computeDtype, active * bytesPerExpert);
  }

  attention(
    { flopsPerPair, stateBytesPerPosition, computeDtype }: AttentionOperation,
    sequences: number,
    _queries: number,
    pairs: number,
    past: number,
    written: number,
  ): void {
    const moved = sequences * stateBytesPerPosition * (past + written);
    this.spend(sequences * pairs * flopsPerPair, computeDtype, moved);
  }

  scan(operation: ScanOperation, sequences: number, tokens: number, hasPast: boolean): void {
    const { flopsPerToken, stateBytes, weightBytes, computeDtype } = operation;
    const moved = weightBytes + sequences * stateBytes * (hasPast ? 2 : 1);
    this.spend(sequences * tokens * flopsPerToken, computeDtype, moved);
  }

  pass({ flopsPerRow, weightBytes, computeDtype }: PassOperation, rows: number): void {
    this.spend(rows * flopsPerRow, computeDtype, weightBytes);
  }

  gather({ tableRows, rowBytes }: GatherOperation, rows: number): void {
    this.memory += (Math.min(rows, tableRows) * rowBytes) / this.bandwidth;
  }

  collective(operation: CollectiveOperation, rows: number): void {
    if (operation.packages > 1) this.communication += this.exchange(operation).seconds(rows);
  }

  stretch(stretch: Stretch, rows: number): void {
    let time = this.stretches.get(stretch);
    if (time === undefined) {
      const exchanges = stretch.exchanges.map((each) => this.exchange(each));
      time = new StretchTime(stretch, exchanges, (dtype) => this.rate(dtype), this.bandwidth);
      this.stretches.set(stretch, time);
    }
    this.compute += rows * time.computePerRow;
    this.memory += time.memory;
    this.communication += time.communication + rows * time.communicationPerRow;
    for (const exchange of time.farExchanges) this.communication += exchange.seconds(rows);
  }

  hold(): void {
    // What is held takes no time.
  }

  private spend(flops: number, dtype: Dtype, bytes: number): void {
    this.compute += flops / this.rate(dtype);
    this.memory += bytes / this.bandwidth;
  }

  /** Closes the current layer. */
  private finish(): void {
    const { compute, memory, communication, repeats } = this;
    const body = compute > memory ? compute : memory;
    const whole = this.overlap === 'full' ? Math.max(body, communication) : body + communication;
    this.wallClockSeconds += whole * repeats;
    this.computeSeconds += compute * repeats;
    this.loadSeconds += memory * repeats;
    this.communicationSeconds += communication * repeats;
    this.compute = 0;
    this.memory = 0;
    this.communication = 0;
  }

  /** Neighbouring operations mostly share a format: its peak is looked up only when it changes. */
  private rate(dtype: Dtype): number {
    if (dtype === this.lastDtype) return this.lastRate;
    let rate = this.rates.get(dtype);
    if (rate === undefined) {
      rate = computeRate(this.system.chip, dtype).flopsPerSecond;
      this.rates.set(dtype, rate);
    }
    this.lastDtype = dtype;
    this.lastRate = rate;
    return rate;
  }

  private exchange(operation: CollectiveOperation): ExchangeTime {
    let time = this.exchanges.get(operation);
    if (time === undefined) {
      time = new ExchangeTime(operation, this.system);
      this.exchanges.set(operation, time);
    }
    return time;
  }
}
