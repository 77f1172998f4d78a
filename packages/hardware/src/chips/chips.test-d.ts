import type { BytesPerSecond, Chip, FlopsPerSecond } from '@mantile/core';
import { expectTypeOf, test } from 'vitest';
import type { FigurePath } from '../figures.ts';
import { system } from '../systems/systems.ts';
import type { ChipDefinition } from './chipDefinition.ts';
import { chip, type ChipId } from './chips.ts';
import { h100Sxm } from './nvidia/h100Sxm.ts';

test('ids are known to the compiler', () => {
  expectTypeOf<'h100-sxm'>().toExtend<ChipId>();
  expectTypeOf<'h100'>().not.toExtend<ChipId>();
  // @ts-expect-error an id that the catalogue lacks is no ChipId
  expectTypeOf(chip('h100')).toExtend<Chip>();
  // @ts-expect-error an id that the catalogue lacks is no SystemId
  expectTypeOf(system('dgx')).toExtend<object>();
});

test('a chip of the catalogue is a chip of core, in its units', () => {
  expectTypeOf(h100Sxm).toExtend<Chip>();
  expectTypeOf(h100Sxm.id).toEqualTypeOf<'h100-sxm'>();
  expectTypeOf(h100Sxm.memory[0].bandwidth).toEqualTypeOf<BytesPerSecond>();
  expectTypeOf(h100Sxm.peakFlops['bf16']).toEqualTypeOf<FlopsPerSecond | undefined>();
});

test('a figure that no chip can have is no path', () => {
  expectTypeOf<'peakTflops.bf16'>().toExtend<FigurePath>();
  expectTypeOf<'peakTflop.bf16'>().not.toExtend<FigurePath>();
});

test('a chip of one’s own states its capacity in one unit, and its bandwidth or its bus', () => {
  type Memory = ChipDefinition['memory'];
  expectTypeOf<{ gibibytes: 80; gigabytesPerSecond: 3350 }>().toExtend<Memory>();
  expectTypeOf<{
    gigabytes: 80;
    busBits: 5120;
    gigabitsPerSecondPerPin: 5.2;
  }>().toExtend<Memory>();
  expectTypeOf<{ gibibytes: 80; gigabytes: 80; gigabytesPerSecond: 1 }>().not.toExtend<Memory>();
  expectTypeOf<{ gibibytes: 80; busBits: 5120 }>().not.toExtend<Memory>();
  expectTypeOf<{ gibibytes: 80 }>().not.toExtend<Memory>();
});
