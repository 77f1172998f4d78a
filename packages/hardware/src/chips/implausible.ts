import type { FaultList } from '@mantile/core';
import type { ChipDefinition, MemoryDefinition } from './chipDefinition.ts';

/** A unit that a figure may be in by mistake, and how many of it are one of the unit expected. */
type Mistake = readonly [unit: string, perUnit: number];

const scales = (names: readonly [string, string, string]): readonly Mistake[] => [
  [names[0], 1e3],
  [names[1], 1e6],
  [names[2], 1e12],
];

/** The most that any chip reaches, a wafer of SRAM included, and what a figure beyond it may be in. */
const limits = {
  tflops: { most: 200_000, typical: 20_000, mistakes: scales(['GFLOPS', 'MFLOPS', 'FLOPS']) },
  capacity: {
    most: 20_000,
    typical: 1000,
    mistakes: [
      ['MB or MiB', 1e3],
      ['kB or KiB', 1e6],
      ['bytes', 1e9],
    ],
  },
  bandwidth: {
    most: 30_000_000,
    typical: 30_000,
    mistakes: [
      ['MB/s', 1e3],
      ['kB/s', 1e6],
      ['bytes per second', 1e9],
    ],
  },
  watts: {
    most: 30_000,
    typical: 3000,
    mistakes: [['milliwatts', 1e3]],
  },
} as const;

const round = (value: number): number => Number(value.toPrecision(4));

class Doubts {
  private readonly faults: FaultList;

  constructor(faults: FaultList) {
    this.faults = faults;
  }

  /** A figure above what any chip reaches. */
  above(path: string, value: number, kind: keyof typeof limits): void {
    const { most, typical, mistakes } = limits[kind];
    if (!(value > most)) return;
    const why = `above ${most}, more than any chip has`;
    const mistake = mistakes.find(([, each]) => value / each <= typical);
    this.add(path, value, why, mistake?.[0], value / (mistake?.[1] ?? 1));
  }

  add(path: string, value: number, why: string, unit: string | undefined, likely: number): void {
    const advice =
      unit === undefined
        ? 'Check its unit.'
        : `Was it given in ${unit}? Then write ${round(likely)}.`;
    const message = `implausible: ${why}. ${advice}`;
    this.faults.add({ code: 'hardware.implausible', path, value, message });
  }
}

/** Gigabytes per second of a memory, stated or by its bus. */
function rateOf(memory: MemoryDefinition): { readonly path: string; readonly rate: number } {
  if (memory.gigabytesPerSecond !== undefined) {
    return { path: 'memory.gigabytesPerSecond', rate: memory.gigabytesPerSecond };
  }
  const { busBits, gigabitsPerSecondPerPin } = memory;
  return {
    path: 'memory.gigabitsPerSecondPerPin',
    rate: (busBits * gigabitsPerSecondPerPin) / 8,
  };
}

/** Notes figures that no chip has, with the mistake of units that leads to them; all are positive numbers. */
export function refuseImplausible(faults: FaultList, definition: ChipDefinition): void {
  const doubts = new Doubts(faults);
  const { memory, powerWatts, pricePerHourUsd } = definition;
  const peaks = (['peakTflops', 'sparsePeakTflops'] as const).flatMap((key) =>
    Object.entries(definition[key] ?? {}).map(([dtype, rate]) => ({
      path: `${key}.${dtype}`,
      rate,
    })),
  );
  for (const { path, rate } of peaks) doubts.above(path, rate, 'tflops');
  for (const key of ['gigabytes', 'gibibytes'] as const) {
    doubts.above(`memory.${key}`, memory[key] ?? 0, 'capacity');
  }
  const { path, rate } = rateOf(memory);
  if (path === 'memory.gigabytesPerSecond') doubts.above(path, rate, 'bandwidth');
  if (powerWatts !== undefined) doubts.above('powerWatts', powerWatts, 'watts');
  if (!faults.isEmpty) return;

  const capacity = memory.gigabytes ?? memory.gibibytes;
  const seconds = capacity / rate;
  if (rate < 30 && seconds > 15) {
    const why = `at ${round(rate)} GB/s reading the memory once takes ${round(seconds)} s`;
    if (path === 'memory.gigabytesPerSecond') doubts.add(path, rate, why, 'TB/s', rate * 1000);
  }
  const fastest = peaks.reduce((most, each) => (each.rate > most.rate ? each : most));
  if (fastest.rate * 1000 < rate) {
    const why = `${fastest.rate} TFLOPS is less than one operation for each byte that the memory brings`;
    doubts.add(fastest.path, fastest.rate, why, 'PFLOPS', fastest.rate * 1000);
  }
  if (powerWatts !== undefined && fastest.rate / powerWatts > 200) {
    const why = `${powerWatts} W for ${fastest.rate} TFLOPS`;
    doubts.add('powerWatts', powerWatts, why, 'kW', powerWatts * 1000);
  }
  if (pricePerHourUsd !== undefined && pricePerHourUsd > 1000) {
    faults.add({
      code: 'hardware.implausible',
      path: 'pricePerHourUsd',
      value: pricePerHourUsd,
      message:
        'implausible: no chip rents for more than 1000 USD an hour. Was it the price to buy one? Then divide it by the hours that it serves.',
    });
  }
}
