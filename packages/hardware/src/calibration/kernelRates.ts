import type { MeasuredChip } from './calibration.ts';
import type { KernelRates } from './formulas/rates.ts';
import { kernelDtypes } from './measurements/kernelDtypes.ts';

/** The rates of a chip for a kernel of a format. */
export function kernelRates(chip: MeasuredChip, dtype: string): KernelRates {
  const peaks = kernelDtypes[dtype]?.peaks ?? ['bf16'];
  const peak = peaks.find((name) => chip.teraflops[name] !== undefined);
  const teraflops = peak === undefined ? undefined : chip.teraflops[peak];
  return {
    // 10¹² per second are 10⁶ per microsecond.
    flops: (teraflops ?? 0) * 1e6,
    bytes: chip.gigabytesPerSecond * 1e3,
    multiprocessors: chip.multiprocessors,
    cacheBytes: chip.cacheMegabytes * 1e6,
    linkBytes: (chip.linkGigabytesPerSecond ?? 0) * 1e3,
    networkBytes: (chip.networkGigabytesPerSecond ?? 0) * 1e3,
  };
}
