import {
  FaultList,
  gibibytes,
  gigabytes,
  gigabytesPerSecond,
  teraflops,
  type FlopsPerSecond,
  type MemoryTier,
} from '@mantile/core';
import type { AppliedDefault } from '../defaults.ts';
import { requirePositive } from '../internal/positive.ts';
import type { ChipDefinition, DefinedChip, MemoryDefinition } from './chipDefinition.ts';

/**
 * A chip from what its datasheet says. What is not stated stays absent, save for the defaults that the
 * result lists.
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

function refuseNonsense(definition: ChipDefinition): void {
  const faults = new FaultList();
  const { peakTflops = {}, sparsePeakTflops = {}, sparsityFactor, memory } = definition;
  for (const [dtype, rate] of Object.entries(peakTflops)) {
    requirePositive(faults, `peakTflops.${dtype}`, rate);
  }
  for (const [dtype, rate] of Object.entries(sparsePeakTflops)) {
    requirePositive(faults, `sparsePeakTflops.${dtype}`, rate);
  }
  if (Object.keys(peakTflops).length + Object.keys(sparsePeakTflops).length === 0) {
    const message = 'expected at least one peak, such as { bf16: 400 }, dense or sparse.';
    faults.add({ code: 'hardware.invalid', path: 'peakTflops', value: peakTflops, message });
  }
  requirePositive(faults, 'sparsityFactor', sparsityFactor ?? 2);
  for (const [key, value] of Object.entries(memory)) {
    if (key !== 'name') requirePositive(faults, `memory.${key}`, value);
  }
  if (
    memory.gigabytes === undefined &&
    (memory as { gibibytes?: number }).gibibytes === undefined
  ) {
    const message = 'expected a capacity: gigabytes (10⁹ bytes) or gibibytes (2³⁰ bytes).';
    faults.add({ code: 'hardware.invalid', path: 'memory', value: memory, message });
  }
  requirePositive(faults, 'powerWatts', definition.powerWatts ?? 1);
  requirePositive(faults, 'pricePerHourUsd', definition.pricePerHourUsd ?? 1);
  faults.throwIfAny();
}
