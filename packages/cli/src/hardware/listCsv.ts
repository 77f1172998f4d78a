import { csv } from '../print/csv.ts';
import type { HardwarePart, HardwareRows } from './rows.ts';

/** One part of a list as CSV: parts have other columns each. */
export function listCsv({ chips, links, systems }: HardwareRows, part: HardwarePart): string {
  if (part === 'chips') {
    const formats = [...new Set(chips.flatMap(({ tflops }) => Object.keys(tflops)))];
    return csv(
      [
        'id',
        'vendor',
        'name',
        'architecture',
        'memory',
        'capacity_bytes',
        'gigabytes_per_second',
        ...formats.map((format) => `${format}_tflops`),
        'power_watts',
      ],
      chips.map((row) => [
        row.id,
        row.vendor,
        row.name,
        row.architecture,
        row.memory,
        row.capacityBytes,
        row.gigabytesPerSecond,
        ...formats.map((format) => row.tflops[format]),
        row.powerWatts,
      ]),
    );
  }
  if (part === 'links') {
    return csv(
      ['id', 'name', 'joins', 'wiring', 'gigabytes_per_second_one_direction', 'adds_up_in_network'],
      links.map((row) => [
        row.id,
        row.name,
        row.kind,
        row.topology,
        row.gigabytesPerSecond,
        String(row.addsUpInNetwork),
      ]),
    );
  }
  return csv(
    [
      'id',
      'vendor',
      'name',
      'chip',
      'packages',
      'links',
      'gigabytes_per_second_one_direction',
      'watts_per_package',
      'watts_per_node',
      'watts_per_rack',
    ],
    systems.map(({ powerWatts, tiers, ...row }) => [
      row.id,
      row.vendor,
      row.name,
      row.chip,
      row.packages,
      tiers.map(({ name }) => name).join('; '),
      tiers[0]?.gigabytesPerSecond,
      powerWatts.perPackage,
      powerWatts.perNode,
      powerWatts.perRack,
    ]),
  );
}
