import {
  FaultList,
  gibibytes,
  gigabytes,
  gigabytesPerSecond,
  standardDtypes,
  teraflops,
  type DtypeName,
  type FlopsPerSecond,
  type MemoryTier,
} from '@mantile/core';
import type { AppliedDefault } from '../defaults.ts';
import { refuseUnknownKeys, requireObject } from '../internal/keys.ts';
import { requireName, requirePositive } from '../internal/positive.ts';
import type { ChipDefinition, DefinedChip, MemoryDefinition } from './chipDefinition.ts';
import { refuseImplausible } from './implausible.ts';

/**
 * A chip from what its datasheet says. What is not stated stays absent, save for the defaults that the
 * result lists. Keys that nobody reads, and figures that only a mistake of units explains, are refused.
 *
 * @example
 * import { defineChip } from '@mantile/hardware';
 * const chip = defineChip({
 *   name: 'Acme One',
 *   sparsePeakTflops: { bf16: 800 },
 *   memory: { gibibytes: 24, busBits: 384, gigabitsPerSecondPerPin: 21 },
 * });
 * [chip.peakFlops['bf16'], chip.memory[0].bandwidth] // => [400e12, 1008e9]
 * chip.defaults.map(({ path }) => path) // => ['sparsityFactor', 'memory.name', 'memory.gigabytesPerSecond']
 * @category Definitions
 */
export function defineChip(definition: ChipDefinition): DefinedChip {
  refuseNonsense(definition);
  const defaults: AppliedDefault[] = [];
  const peakFlops = peaksOf(definition, defaults);
  const memory = memoryOf(definition.memory, defaults);
  const { name, powerWatts, pricePerHourUsd } = definition;
  return { name, peakFlops, memory: [memory], powerWatts, pricePerHourUsd, defaults };
}

function peaksOf(
  { peakTflops, sparsePeakTflops, sparsityFactor, like }: ChipDefinition,
  defaults: AppliedDefault[],
): Readonly<Record<string, FlopsPerSecond>> {
  const peaks: Record<string, FlopsPerSecond> = {};
  if (sparsePeakTflops !== undefined && sparsityFactor === undefined) {
    const because =
      'structured sparsity doubles most rates; FP4 of Blackwell Ultra is an exception';
    defaults.push({ path: 'sparsityFactor', value: 2, because });
  }
  for (const [dtype, rate] of Object.entries(sparsePeakTflops ?? {})) {
    peaks[dtype] = teraflops(rate / (sparsityFactor ?? 2));
  }
  for (const [dtype, rate] of Object.entries(peakTflops ?? {})) peaks[dtype] = teraflops(rate);

  const family = like?.peakFlops ?? {};
  const base = ['bf16', 'fp16', ...Object.keys(peaks)].find(
    (dtype) => dtype in peaks && dtype in family,
  );
  const [ours, theirs] = base === undefined ? [] : [peaks[base], family[base]];
  if (base === undefined || ours === undefined || theirs === undefined) return peaks;
  for (const [dtype, rate] of Object.entries(family)) {
    if (dtype in peaks) continue;
    const filled = (ours * rate) / theirs / 1e12;
    peaks[dtype] = teraflops(filled);
    const because = `in the ratio to ${base} that ${like?.name ?? ''} has`;
    defaults.push({ path: `peakTflops.${dtype}`, value: filled, because });
  }
  return peaks;
}

function memoryOf(memory: MemoryDefinition, defaults: AppliedDefault[]): MemoryTier {
  const { name = 'memory' } = memory;
  if (memory.name === undefined) {
    defaults.push({ path: 'memory.name', value: name, because: 'only a name' });
  }
  const capacity =
    memory.gigabytes === undefined ? gibibytes(memory.gibibytes) : gigabytes(memory.gigabytes);
  if (memory.gigabytesPerSecond !== undefined) {
    return { name, capacity, bandwidth: gigabytesPerSecond(memory.gigabytesPerSecond) };
  }
  const { busBits, gigabitsPerSecondPerPin } = memory;
  const rate = (busBits * gigabitsPerSecondPerPin) / 8;
  defaults.push({
    path: 'memory.gigabytesPerSecond',
    value: rate,
    because: `${busBits} bit × ${gigabitsPerSecondPerPin} Gbit/s ÷ 8`,
  });
  return { name, capacity, bandwidth: gigabytesPerSecond(rate) };
}

const chipKeys = [
  'name',
  'peakTflops',
  'sparsePeakTflops',
  'sparsityFactor',
  'like',
  'memory',
  'powerWatts',
  'pricePerHourUsd',
] as const satisfies readonly (keyof ChipDefinition)[];

const memoryKeys = [
  'name',
  'gigabytes',
  'gibibytes',
  'gigabytesPerSecond',
  'busBits',
  'gigabitsPerSecondPerPin',
] as const;

function refuseNonsense(definition: ChipDefinition): void {
  const faults = new FaultList();
  const expected =
    "a definition such as { name: 'Acme One', peakTflops: { bf16: 400 }, memory: { gibibytes: 96, gigabytesPerSecond: 2400 } }";
  if (requireObject(faults, '', definition, expected)) {
    refuseUnknownKeys(faults, '', definition, chipKeys);
    requireName(faults, 'name', definition.name);
    refusePeaks(faults, definition);
    requirePositive(faults, 'sparsityFactor', definition.sparsityFactor ?? 2);
    refuseMemory(faults, definition.memory);
    refuseLike(faults, definition.like);
    requirePositive(faults, 'powerWatts', definition.powerWatts ?? 1);
    requirePositive(faults, 'pricePerHourUsd', definition.pricePerHourUsd ?? 1);
    if (faults.isEmpty) refuseImplausible(faults, definition);
  }
  faults.throwIfAny();
}

function refusePeaks(faults: FaultList, definition: ChipDefinition): void {
  const { peakTflops = {}, sparsePeakTflops = {} } = definition;
  const example = 'rates by number format, such as { bf16: 400 }';
  let count = 0;
  for (const [path, peaks] of Object.entries({ peakTflops, sparsePeakTflops })) {
    // The type asks for an object, and callers without types bring anything.
    if (!requireObject(faults, path, peaks, example)) return;
    refuseUnknownKeys(faults, path, peaks, Object.keys(standardDtypes));
    for (const [dtype, rate] of Object.entries(peaks)) {
      count += 1;
      requirePositive(faults, `${path}.${dtype}`, rate);
    }
  }
  if (count === 0) {
    const message = 'expected at least one peak, such as { bf16: 400 }, dense or sparse.';
    faults.add({ code: 'hardware.invalid', path: 'peakTflops', value: peakTflops, message });
  }
  for (const [dtype, rate] of Object.entries(peakTflops)) {
    if (rate !== sparsePeakTflops[dtype as DtypeName]) continue;
    const message = `the same figure as peakTflops.${dtype}, and a peak is dense or with sparsity: keep the one that it is.`;
    const path = `sparsePeakTflops.${dtype}`;
    faults.add({ code: 'hardware.invalid', path, value: rate, message });
  }
}

function refuseLike(faults: FaultList, like: unknown): void {
  if (like === undefined) return;
  const isChip = typeof like === 'object' && like !== null && 'peakFlops' in like;
  if (isChip) return;
  const message =
    "expected a chip of the same family, as of chip('b200-sxm'), not its name; its peaks fill in those not stated.";
  faults.add({ code: 'hardware.invalid', path: 'like', value: like, message });
}

function refuseMemory(faults: FaultList, memory: MemoryDefinition): void {
  const expected = 'a memory such as { gibibytes: 96, gigabytesPerSecond: 2400 }';
  if (!requireObject(faults, 'memory', memory, expected)) return;
  refuseUnknownKeys(faults, 'memory', memory, memoryKeys);
  for (const [key, value] of Object.entries(memory)) {
    const isFigure = key !== 'name' && memoryKeys.some((known) => known === key);
    if (isFigure && value !== undefined) requirePositive(faults, `memory.${key}`, value);
  }
  const refuse = (message: string): void => {
    faults.add({ code: 'hardware.invalid', path: 'memory', value: memory, message });
  };
  const stated: Partial<Record<(typeof memoryKeys)[number], unknown>> = memory;
  const { gigabytes: decimal, gibibytes: binary } = stated;
  if (decimal === undefined && binary === undefined) {
    refuse('expected a capacity: gigabytes (10⁹ bytes) or gibibytes (2³⁰ bytes).');
  } else if (decimal !== undefined && binary !== undefined) {
    refuse('expected one capacity: gigabytes (10⁹ bytes) or gibibytes (2³⁰ bytes), not both.');
  }
  const { gigabytesPerSecond: rate, busBits, gigabitsPerSecondPerPin: perPin } = stated;
  const hasBus = busBits !== undefined && perPin !== undefined;
  if (rate === undefined && !hasBus) {
    refuse('expected a rate: gigabytesPerSecond, or busBits with gigabitsPerSecondPerPin.');
  } else if (rate !== undefined && (busBits !== undefined || perPin !== undefined)) {
    refuse('expected one rate: gigabytesPerSecond, or busBits with gigabitsPerSecondPerPin.');
  }
}
