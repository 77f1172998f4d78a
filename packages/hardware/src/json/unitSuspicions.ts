import type { HardwareDocument } from './hardwareDocument.ts';
import type { HardwareWarning } from './suspicions.ts';

/** What a figure is at most, in the unit of its key, and what it may be in beyond that. */
interface Bound {
  readonly most: number;
  readonly unit: string;
  readonly mistakes: readonly (readonly [unit: string, perUnit: number])[];
  readonly why: string;
}

const capacity: Bound = {
  most: 20_000,
  unit: 'GB',
  mistakes: [
    ['MB', 1e3],
    ['bytes', 1e9],
  ],
  why: 'more than any package holds',
};
/** Of memory beside the chip; that on a wafer moves a thousand times as much. */
const bandwidth: Bound = {
  most: 100_000,
  unit: 'GB/s',
  mistakes: [
    ['MB/s', 1e3],
    ['bytes per second', 1e9],
  ],
  why: 'more than any memory beside a chip moves',
};
const latency: Bound = {
  most: 100,
  unit: 'µs',
  mistakes: [['nanoseconds', 1e3]],
  why: 'longer than a hop inside any domain',
};
const overhead: Bound = {
  most: 1000,
  unit: 'µs',
  mistakes: [['nanoseconds', 1e3]],
  why: 'longer than any host takes for a launch',
};
/** A thousandth of the fastest hop and launch: below, seconds were likely meant. */
const leastMicroseconds = 1e-3;

function above(path: string, value: number, bound: Bound): readonly HardwareWarning[] {
  const { most, unit, mistakes, why } = bound;
  if (value <= most) return [];
  const [name, perUnit] = mistakes.find(([, each]) => value / each <= most) ?? ['', NaN];
  if (name === '') {
    const message = `${value} ${unit} is ${why}; check the unit.`;
    return [{ code: 'suspicious.unit', path, value, message }];
  }
  const likely = value / perUnit;
  const message = `${value} ${unit} is ${why}; was it given in ${name}? Then write ${likely}.`;
  return [{ code: 'suspicious.unit', path, value, likely, message }];
}

function inSeconds(path: string, value: number): readonly HardwareWarning[] {
  if (value === 0 || value >= leastMicroseconds) return [];
  const likely = value * 1e6;
  const message = `${value} µs is shorter than any; was it given in seconds? Then write ${Number(likely.toPrecision(6))}.`;
  return [{ code: 'suspicious.unit', path, value, likely, message }];
}

/** Figures that only a mistake of units explains, whatever chip they are of. */
export function unitSuspicions(document: HardwareDocument): readonly HardwareWarning[] {
  const times = [
    ['interconnect_latency_us', document.interconnect_latency_us, latency],
    ['fixed_overhead_per_kernel_us', document.fixed_overhead_per_kernel_us, overhead],
  ] as const;
  return [
    ...document.memory_per_package.flatMap(({ type, capacity_GB, bandwidth_GBs }, index) => {
      const at = `memory_per_package.${index}`;
      const isInside = /sram/i.test(type);
      return [
        ...above(`${at}.capacity_GB`, capacity_GB, capacity),
        ...(isInside ? [] : above(`${at}.bandwidth_GBs`, bandwidth_GBs, bandwidth)),
      ];
    }),
    ...times.flatMap(([path, value, bound]) =>
      value === undefined ? [] : [...above(path, value, bound), ...inSeconds(path, value)],
    ),
  ];
}
