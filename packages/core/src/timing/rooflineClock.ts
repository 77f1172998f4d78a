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
import { groupLevels } from './collectives/group.ts';
import { idealCollectiveSeconds } from './collectives/ideal.ts';
import { idealEfficiency } from './ideal.ts';
import type { CommunicationOverlap } from './overlap.ts';

/** Seconds of work that is so much per row, at datasheet peaks. */
interface RowSeconds {
  readonly compute: number;
  readonly communication: number;
}

/** The same of operations that follow one another, with what does not depend on the rows. */
interface StretchSeconds extends RowSeconds {
  readonly load: number;
  readonly latency: number;
  /** Exchanges over several levels of links, the slowest of which changes with the rows. */
  readonly mixed: readonly CollectiveOperation[];
}

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
  private readonly stretches = new Map<Stretch, StretchSeconds>();
  private readonly exchanges = new Map<CollectiveOperation, (rows: number) => number>();

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
    if (operation.packages > 1) this.communication += this.exchangeSeconds(operation)(rows);
  }

  stretch(stretch: Stretch, rows: number): void {
    let sums = this.stretches.get(stretch);
    if (sums === undefined) {
      sums = this.sum(stretch);
      this.stretches.set(stretch, sums);
    }
    this.compute += rows * sums.compute;
    this.memory += sums.load;
    this.communication += sums.latency + rows * sums.communication;
    for (const operation of sums.mixed) {
      this.communication += this.exchangeSeconds(operation)(rows);
    }
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

  private rate(dtype: Dtype): number {
    let rate = this.rates.get(dtype);
    if (rate === undefined) {
      rate = computeRate(this.system.chip, dtype).flopsPerSecond;
      this.rates.set(dtype, rate);
    }
    return rate;
  }

  private sum({ parts, weightBytes }: Stretch): StretchSeconds {
    let compute = 0;
    let communication = 0;
    let latency = 0;
    const mixed: CollectiveOperation[] = [];
    for (const part of parts) {
      if (part.kind === 'matmul' || part.kind === 'pass') {
        compute += part.flopsPerRow / this.rate(part.computeDtype);
      } else if (part.kind === 'collective') {
        if (groupLevels(this.system, part).length > 1) mixed.push(part);
        else {
          const once = this.exchangeSeconds(part);
          latency += once(0);
          communication += once(1) - once(0);
        }
      }
    }
    return { compute, communication, latency, mixed, load: weightBytes / this.bandwidth };
  }

  private exchangeSeconds(operation: CollectiveOperation): (rows: number) => number {
    let seconds = this.exchanges.get(operation);
    if (seconds === undefined) {
      const { collective, bytesPerRow } = operation;
      const levels = groupLevels(this.system, operation);
      seconds = (rows) => idealCollectiveSeconds(collective, rows * bytesPerRow, levels);
      this.exchanges.set(operation, seconds);
    }
    return seconds;
  }
}
