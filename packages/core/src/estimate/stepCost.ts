import type { Clock } from '../timing/clock.ts';
import type { RooflineClock } from '../timing/rooflineClock.ts';
import type { EngineCosts } from './engine/engineProfile.ts';

/** What one step takes, in seconds; rewritten for each step, so that timing allocates nothing. */
export class StepCost {
  /** From its start until its tokens are there. */
  seconds = 0;
  /** From its start until the next one can start: less than the above where stages follow one another. */
  intervalSeconds = 0;
  /** Parts of `seconds`, by what they are lost to; where computing and memory traffic overlap, they add up to more. */
  computeSeconds = 0;
  memorySeconds = 0;
  communicationSeconds = 0;
  overheadSeconds = 0;
  /** Arithmetic and memory traffic at datasheet peaks, whatever they really took. */
  arithmeticSeconds = 0;
  trafficSeconds = 0;

  clear(): void {
    this.seconds = 0;
    this.intervalSeconds = 0;
    this.computeSeconds = 0;
    this.memorySeconds = 0;
    this.communicationSeconds = 0;
    this.overheadSeconds = 0;
    this.arithmeticSeconds = 0;
    this.trafficSeconds = 0;
  }

  /** Adds what a clock has measured. */
  addClock(clock: Clock | RooflineClock): void {
    const traffic = clock.loadSeconds + clock.storeSeconds;
    const isApart = clock.efficiency.overlapSpan === 'operation';
    const { wallClockSeconds } = clock;
    this.seconds += wallClockSeconds;
    this.intervalSeconds += wallClockSeconds;
    this.computeSeconds += isApart ? clock.bounds.compute : clock.computeSeconds;
    this.memorySeconds += isApart ? clock.bounds.memory : traffic;
    this.communicationSeconds += clock.communicationSeconds;
    this.overheadSeconds += clock.bounds.overhead;
    this.arithmeticSeconds += clock.computeSeconds;
    this.trafficSeconds += traffic;
  }

  /** Adds what the engine does beside the kernels. */
  addEngine(costs: EngineCosts, sequences: number, hasPrompt: boolean, kernels: number): void {
    const host =
      costs.stepSeconds +
      costs.sequenceSeconds * sequences +
      (hasPrompt ? costs.promptStepSeconds : 0) +
      (costs.kernelSeconds + (hasPrompt ? costs.promptKernelSeconds : 0)) * kernels;
    this.seconds += host;
    this.intervalSeconds += host;
    this.overheadSeconds += host;
  }

  /** Adds `times` times another step. */
  add(other: StepCost, times: number): void {
    this.seconds += other.seconds * times;
    this.intervalSeconds += other.intervalSeconds * times;
    this.computeSeconds += other.computeSeconds * times;
    this.memorySeconds += other.memorySeconds * times;
    this.communicationSeconds += other.communicationSeconds * times;
    this.overheadSeconds += other.overheadSeconds * times;
    this.arithmeticSeconds += other.arithmeticSeconds * times;
    this.trafficSeconds += other.trafficSeconds * times;
  }
}
