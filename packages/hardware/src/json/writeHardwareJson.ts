import { FaultList, standardDtypes } from '@mantile/core';
import type { HardwareDocument } from './hardwareDocument.ts';
import { clean, type HardwareFile } from './hardwareFile.ts';

/**
 * Writes a system as a hardware file. The format has one tier of links, so a cluster is written as its
 * innermost domain; of link topologies, torus axes and rents by range it knows nothing.
 *
 * @example
 * import { system, writeHardwareJson } from '@mantile/hardware';
 * const document = writeHardwareJson({ system: system('dgx-h100'), manufacturer: 'NVIDIA' });
 * document.compute_per_package_PFlops['bf16'] // => 0.9894
 * document.packages_per_domain // => 8
 * @category Hardware files
 */
export function writeHardwareJson(file: HardwareFile): HardwareDocument {
  refuseOthers(file);
  const { system, description, manufacturer } = file;
  const { chip, tiers } = system;
  const [domain, outer] = tiers;
  refusePeaks(chip.name, chip.peakFlops);
  const watts = system.powerWatts?.perPackage ?? chip.powerWatts;
  const usdPerHour = system.pricePerHourUsd?.perPackage ?? chip.pricePerHourUsd;
  const domains =
    outer === undefined || domain === undefined ? undefined : outer.packages / domain.packages;
  return withoutAbsent({
    name: system.name,
    description,
    manufacturer,
    compute_per_package_PFlops: peaksOf(chip.peakFlops),
    memory_per_package: chip.memory.map(({ name, capacity, bandwidth }) => ({
      type: name,
      capacity_GB: clean(capacity / 1e9),
      bandwidth_GBs: clean(bandwidth / 1e9),
    })),
    interconnect_bandwidth_GBs: domain === undefined ? undefined : clean(domain.bandwidth / 1e9),
    interconnect_latency_us: latencyOf(file),
    decode_load_overlap: file.decodeLoadOverlap,
    decode_comms_overlap: file.decodeCommunicationOverlap,
    fixed_overhead_per_kernel_us: file.overheadPerKernelMicroseconds,
    power_kw: watts === undefined ? undefined : clean(watts / 1000),
    tco_sec_usd: usdPerHour === undefined ? undefined : clean(usdPerHour / 3600),
    packages_per_domain: domain?.packages,
    domains_per_cluster: file.domainsPerCluster ?? domains,
  });
}

function peaksOf(peaks: Readonly<Record<string, number>>): Record<string, number> {
  const written: Record<string, number> = {};
  for (const [dtype, rate] of Object.entries(peaks)) written[dtype] = clean(rate / 1e15);
  // The format's own word for both, where they are one rate.
  if (written['nvfp4'] !== undefined && written['nvfp4'] === written['mxfp4']) {
    written['fp4'] = written['nvfp4'];
    delete written['nvfp4'];
    delete written['mxfp4'];
  }
  return written;
}

/** A latency that was only a stand-in is not written as if somebody had stated it. */
function latencyOf({ system }: HardwareFile): number | undefined {
  const [domain] = system.tiers;
  // A system of core has no such list.
  const { defaults = [] } = system as Partial<typeof system>;
  const isStandIn = defaults.some(({ path }) => /latency/i.test(path));
  return domain === undefined || isStandIn ? undefined : clean(domain.latency * 1e6);
}

function withoutAbsent(document: HardwareDocument): HardwareDocument {
  const stated = Object.entries(document).filter(([, value]) => value !== undefined);
  return Object.fromEntries(stated) as unknown as HardwareDocument;
}

/** Refuses what is no hardware file, as callers without types hand it over. */
function refuseOthers(file: unknown): void {
  const faults = new FaultList();
  const add = (path: string, value: unknown, message: string): void => {
    faults.add({ code: 'hardware_json.invalid', path, value, message });
  };
  const system = partOf(file, 'system');
  if (typeof system !== 'object' || system === null) {
    add(
      'system',
      system,
      'expected a hardware file, which holds its system under a key: writeHardwareJson({ system }).',
    );
    faults.throwIfAny();
  }
  const chip = partOf(system, 'chip');
  if (typeof partOf(chip, 'peakFlops') !== 'object' || !Array.isArray(partOf(chip, 'memory'))) {
    const message = "expected a chip with peakFlops and memory, as of system('dgx-h100').chip.";
    add('system.chip', chip, message);
  }
  const tiers = partOf(system, 'tiers');
  if (!Array.isArray(tiers)) {
    const message =
      'expected a list of link tiers; [] for a chip alone, as defineSystem() makes it.';
    add('system.tiers', tiers, message);
  }
  faults.throwIfAny();
}

function partOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}

function refusePeaks(name: string, peaks: Readonly<Record<string, number>>): void {
  const faults = new FaultList();
  if (Object.keys(peaks).length === 0) {
    const message = `${name} has no dense peak, and the format needs one.`;
    faults.add({ code: 'hardware.figure_missing', path: 'peakFlops', value: peaks, message });
  }
  const legal = Object.keys(standardDtypes);
  for (const [dtype, value] of Object.entries(peaks)) {
    if (legal.includes(dtype)) continue;
    const path = `system.chip.peakFlops.${dtype}`;
    const message = `hardware files have no name for this format; leave it out. Known: ${legal.join(', ')}.`;
    faults.add({ code: 'hardware_json.invalid', path, value, legal, message });
  }
  faults.throwIfAny();
}
