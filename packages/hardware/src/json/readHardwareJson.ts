import {
  bytes,
  constantEfficiency,
  FaultList,
  gigabytesPerSecond,
  microseconds,
  gigabytesPerSecondPerDirection,
  type Efficiency,
  type FlopsPerSecond,
  type LinkTier,
  type MemoryTier,
} from '@mantile/core';
import type { AppliedDefault } from '../defaults.ts';
import { standInLatency } from '../systems/tier.ts';
import { documentFaults } from './documentFaults.ts';
import { hardwareDocumentSchema, type HardwareDocument } from './hardwareDocument.ts';
import { clean, type HardwareFile } from './hardwareFile.ts';
import { suspicionsOf, type HardwareWarning } from './suspicions.ts';

/**
 * What came of reading a hardware file.
 *
 * @example
 * import { readHardwareJson, type HardwareReading } from '@mantile/hardware';
 * const reading: HardwareReading = readHardwareJson({
 *   name: 'Acme One',
 *   compute_per_package_PFlops: { bf16: 0.4 },
 *   memory_per_package: [{ type: 'HBM', capacity_GB: 96, bandwidth_GBs: 2400 }],
 * });
 * reading.warnings // => []
 * @category Hardware files
 */
export interface HardwareReading {
  readonly file: HardwareFile;
  /** Legal values that look like a common mistake, with the mistake's name. */
  readonly warnings: readonly HardwareWarning[];
}

/**
 * Reads a hardware file, as text or as parsed JSON. Everything wrong with it is refused at once; what is
 * legal and looks like a mistake is read as it stands, with a warning.
 *
 * @example
 * import { readHardwareJson } from '@mantile/hardware';
 * const { file, warnings } = readHardwareJson({
 *   name: 'H100 SXM',
 *   compute_per_package_PFlops: { bf16: 1.98 },
 *   memory_per_package: [{ type: 'HBM3', capacity_GB: 85.5, bandwidth_GBs: 3350 }],
 *   interconnect_bandwidth_GBs: 900,
 *   packages_per_domain: 8,
 * });
 * file.system.tiers[0]?.bandwidth // => 900e9
 * warnings.map(({ code, likely }) => [code, likely]) // => [
 * //   ['suspicious.sparse_peak', 0.9894], ['suspicious.both_directions', 450]]
 * @category Hardware files
 */
export function readHardwareJson(input: unknown): HardwareReading {
  const document = parse(input);
  const defaults: AppliedDefault[] = [];
  const powerWatts = perPackage(document.power_kw, 1000);
  const pricePerHourUsd = perPackage(document.tco_sec_usd, 3600);
  const [first, ...others] = document.memory_per_package.map(memoryTier);
  const chip = {
    name: document.name,
    peakFlops: peaksOf(document),
    // The schema asks for one level at least.
    memory: [first as MemoryTier, ...others] as const,
    powerWatts: powerWatts?.perPackage,
    pricePerHourUsd: pricePerHourUsd?.perPackage,
  };
  const tiers = tiersOf(document, defaults);
  const efficiency = efficiencyOf(document);
  const file: HardwareFile = {
    system: { name: document.name, chip, tiers, efficiency, powerWatts, pricePerHourUsd, defaults },
    description: document.description,
    manufacturer: document.manufacturer,
    decodeLoadOverlap: document.decode_load_overlap,
    decodeCommunicationOverlap: document.decode_comms_overlap,
    overheadPerKernelMicroseconds: document.fixed_overhead_per_kernel_us,
    domainsPerCluster: document.domains_per_cluster,
  };
  return { file, warnings: suspicionsOf(document) };
}

function parse(input: unknown): HardwareDocument {
  const faults = new FaultList();
  let value = input;
  if (typeof input === 'string') {
    try {
      value = JSON.parse(input) as unknown;
    } catch {
      // What engines say of it quotes the text, whatever that is, and differs from one to another.
      const message = `${input.trim() === '' ? 'there is nothing in it' : 'this is no JSON'}; a hardware file is an object with name, compute_per_package_PFlops and memory_per_package.`;
      faults.add({ code: 'hardware_json.syntax', path: '', value: input, message });
      faults.throwIfAny();
    }
  }
  const { data, error } = hardwareDocumentSchema().safeParse(value, { reportInput: true });
  for (const issue of error?.issues ?? []) {
    for (const fault of documentFaults(issue)) faults.add(fault);
  }
  if ((data?.packages_per_domain ?? 1) > 1 && data?.interconnect_bandwidth_GBs === undefined) {
    const path = 'interconnect_bandwidth_GBs';
    const message =
      'packages of a domain are joined: state what one of them sends in one direction.';
    faults.add({ code: 'hardware_json.invalid', path, value: undefined, message });
  }
  faults.throwIfAny();
  return data as HardwareDocument;
}

function peaksOf(document: HardwareDocument): Readonly<Record<string, FlopsPerSecond>> {
  const peaks: Record<string, FlopsPerSecond> = {};
  const given = Object.entries(document.compute_per_package_PFlops);
  // Formats that the file names exactly come last and win over the general "fp4" and "fp6".
  for (const [format, petaflops] of given.sort(
    ([a], [b]) => Number(isGeneral(b)) - Number(isGeneral(a)),
  )) {
    const names = format === 'fp4' ? ['nvfp4', 'mxfp4'] : format === 'fp6' ? ['mxfp6'] : [format];
    for (const name of names) peaks[name] = clean(petaflops * 1e15) as FlopsPerSecond;
  }
  return peaks;
}

const isGeneral = (format: string): boolean => format === 'fp4' || format === 'fp6';

function memoryTier(memory: HardwareDocument['memory_per_package'][number]): MemoryTier {
  return {
    name: memory.type,
    capacity: bytes(Math.round(memory.capacity_GB * 1e9)),
    bandwidth: gigabytesPerSecond(memory.bandwidth_GBs),
  };
}

function tiersOf(document: HardwareDocument, defaults: AppliedDefault[]): readonly LinkTier[] {
  const packages = document.packages_per_domain ?? 1;
  const rate = document.interconnect_bandwidth_GBs;
  if (packages === 1 || rate === undefined) return [];
  const latency = document.interconnect_latency_us;
  if (latency === undefined) {
    const { microseconds: value, because } = standInLatency;
    defaults.push({ path: 'interconnect_latency_us', value, because });
  }
  return [
    {
      name: 'interconnect',
      packages,
      bandwidth: gigabytesPerSecondPerDirection(rate),
      latency: microseconds(latency ?? standInLatency.microseconds),
    },
  ];
}

/** The file's fixed time per kernel, on top of its peaks: the one inefficiency that it states. */
function efficiencyOf(document: HardwareDocument): Efficiency | undefined {
  const overhead = document.fixed_overhead_per_kernel_us;
  if (overhead === undefined) return undefined;
  const launchSeconds = microseconds(overhead);
  return constantEfficiency({ name: document.name, compute: 1, memory: 1, launchSeconds });
}

function perPackage(value: number | undefined, factor: number): { perPackage: number } | undefined {
  return value === undefined ? undefined : { perPackage: clean(value * factor) };
}
