import { computeRate } from '../hardware/computeRate.ts';
import type { Dtype } from '../dtype.ts';
import type { Chip } from '../hardware/system.ts';
import type { Roofline } from './efficiency.ts';

/** Takes the roofline of one operation after another on a chip; rewritten each time, so that timing allocates nothing. */
export class RooflineMeter implements Roofline {
  computeSeconds = 0;
  /** Reading weights and state. */
  loadSeconds = 0;
  /** Writing state. */
  storeSeconds = 0;
  memorySeconds = 0;
  flopsPerSecond = 0;
  readonly bytesPerSecond: number;
  private readonly chip: Chip;
  private readonly rates = new Map<Dtype, number>();
  /** Neighbouring operations mostly share a format: its peak is looked up only when it changes. */
  private lastDtype: Dtype | undefined;
  private lastRate = 0;

  constructor(chip: Chip) {
    this.chip = chip;
    this.bytesPerSecond = chip.memory[0].bandwidth;
  }

  measure(flops: number, dtype: Dtype, readBytes: number, writtenBytes: number): void {
    if (dtype !== this.lastDtype) {
      this.lastRate = this.rateOf(dtype);
      this.lastDtype = dtype;
    }
    this.flopsPerSecond = this.lastRate;
    this.computeSeconds = flops / this.lastRate;
    this.move(readBytes, writtenBytes);
  }

  /** For an operation without arithmetic. */
  measureTraffic(readBytes: number): void {
    this.flopsPerSecond = 0;
    this.computeSeconds = 0;
    this.move(readBytes, 0);
  }

  private move(readBytes: number, writtenBytes: number): void {
    this.loadSeconds = readBytes / this.bytesPerSecond;
    this.storeSeconds = writtenBytes / this.bytesPerSecond;
    this.memorySeconds = this.loadSeconds + this.storeSeconds;
  }

  private rateOf(dtype: Dtype): number {
    let rate = this.rates.get(dtype);
    if (rate === undefined) {
      rate = computeRate(this.chip, dtype).flopsPerSecond;
      this.rates.set(dtype, rate);
    }
    return rate;
  }
}
