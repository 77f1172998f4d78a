import { existsSync, statSync } from 'node:fs';
import { MantileError, type EstimateNote, type Fault } from '@mantile/core';
import { readHardwareJson, type HardwareFile, type HardwareReading } from '@mantile/hardware';
import { textOf } from '../input/files.ts';
import { UsageError } from '../usageError.ts';
import type { NamedHardware } from './hardware.ts';

/** The hardware that a file describes. */
export function hardwareFile(path: string): NamedHardware {
  const { file, warnings } = readingOf(path);
  const { system } = file;
  const packages = system.tiers.at(-1)?.packages ?? 1;
  return {
    name: system.name,
    id: path,
    chip: system.chip,
    packages,
    isCounted: false,
    isWhole: true,
    systemFor: (wanted) => {
      if (wanted > packages) return undefined;
      return { system: { ...system, tiers: wanted === 1 ? [] : system.tiers }, notes: [] };
    },
    notes: [
      ...warnings.map(({ code, message }) => ({ code, message })),
      ...unheeded(file),
      ...system.defaults.map(({ path: at, value, because }) => ({
        code: 'hardware.default',
        message: `${at} is taken as ${String(value)}: ${because}.`,
      })),
    ],
  };
}

/** What the file holds; its faults name the option and the file. */
function readingOf(path: string): HardwareReading {
  if (existsSync(path) && statSync(path).isDirectory()) {
    throw new UsageError(`${path} is a folder; name the .json file in it.`);
  }
  const text = textOf(path);
  try {
    return readHardwareJson(text);
  } catch (error) {
    if (!MantileError.isInstance(error)) throw error;
    const [first, ...others] = error.faults.map((fault): Fault => ({
      ...fault,
      path: '--on',
      message: `${path}: ${fault.path === '' ? '' : `${fault.path}: `}${fault.message}`,
    }));
    throw first === undefined ? error : new MantileError([first, ...others], { cause: error });
  }
}

/** What a file may say that estimates have no use for. */
function unheeded(file: HardwareFile): readonly EstimateNote[] {
  const notes: EstimateNote[] = [];
  const note = (key: string, message: string): void => {
    notes.push({ code: 'hardware.unheeded', message: `${key} ${message}` });
  };
  if (file.decodeLoadOverlap !== undefined) {
    note('decode_load_overlap', 'is not heeded: calibrated kernels hold what overlaps.');
  }
  if (file.decodeCommunicationOverlap !== undefined) {
    note('decode_comms_overlap', 'is not heeded: communication is counted in full.');
  }
  if (file.overheadPerKernelMicroseconds !== undefined) {
    note('fixed_overhead_per_kernel_us', 'is not heeded: kernels take their calibrated launches.');
  }
  if (file.domainsPerCluster !== undefined) {
    note('domains_per_cluster', 'is not heeded: the file has no figure for links between domains.');
  }
  return notes;
}
