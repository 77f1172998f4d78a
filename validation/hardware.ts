import { system, type SystemId } from '@mantile/hardware';

/** The systems that the names of chips in measurements stand for. */
const systems: Readonly<Record<string, SystemId>> = {
  h100: 'dgx-h100',
  h200: 'dgx-h200',
  b200: 'dgx-b200',
  b300: 'dgx-b300',
  gb200: 'gb200-nvl72',
  mi300x: 'mi300x-8',
  mi325x: 'mi325x-8',
  mi355x: 'mi355x-8',
};

/** Whether a chip of the measurements is known. */
export function isChip(name: string): boolean {
  return Object.hasOwn(systems, name);
}

/** The system on which a chip was measured. */
export function systemOf(chip: string) {
  const id = systems[chip];
  if (id === undefined) throw new Error(`no system for the chip "${chip}"`);
  return system(id);
}
