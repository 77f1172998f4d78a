import type { Io } from '../io.ts';
import { styleFor, type Style } from '../print/style.ts';
import { grouped } from '../print/grouped.ts';
import { table } from '../print/table.ts';
import type { ChipRow, HardwareRows, LinkRow, SystemRow } from './rows.ts';

/** Tables of chips, links and systems for people. */
export function listText({ chips, links, systems }: HardwareRows, io: Io): string {
  const style = styleFor(io);
  const parts = [
    ...(chips.length > 0 ? [chipsText(chips, style)] : []),
    ...(links.length > 0 ? [linksText(links, style)] : []),
    ...(systems.length > 0 ? [systemsText(systems, style)] : []),
  ];
  if (parts.length === 0) {
    return 'No hardware of the catalogue is like that; mantile hardware lists all of it.\n';
  }
  const hint = 'mantile hardware show <id> tells each figure with its source';
  return `${parts.join('\n')}\n${style.faint(hint)}\n`;
}

/** The peak of the first of some formats that a chip has one for. */
function peak({ tflops }: ChipRow, ...formats: readonly string[]): string {
  const format = formats.find((each) => tflops[each] !== undefined);
  return format === undefined ? '' : numberText(tflops[format]);
}

function chipsText(rows: readonly ChipRow[], style: Style): string {
  const cells = rows.map((row) => [
    style.strong(row.id),
    `${row.capacity} ${row.memory}`,
    numberText(row.gigabytesPerSecond),
    peak(row, 'bf16', 'fp16'),
    peak(row, 'fp8', 'mxfp8'),
    peak(row, 'nvfp4', 'mxfp4'),
    peak(row, 'int8'),
    numberText(row.powerWatts),
  ]);
  return `${style.strong('Chips')}: peaks in dense TFLOP/s\n${table(
    [
      { heading: 'id' },
      { heading: 'memory' },
      { heading: 'GB/s', align: 'right' },
      { heading: '16 bit', align: 'right' },
      { heading: 'fp8', align: 'right' },
      { heading: 'fp4', align: 'right' },
      { heading: 'int8', align: 'right' },
      { heading: 'W', align: 'right' },
    ],
    cells,
  )}`;
}

function linksText(rows: readonly LinkRow[], style: Style): string {
  const cells = rows.map((row) => [
    style.strong(row.id),
    row.name,
    row.kind,
    row.topology,
    numberText(row.gigabytesPerSecond),
  ]);
  return `${style.strong('Links')}: GB/s of one package in one direction\n${table(
    [
      { heading: 'id' },
      { heading: 'name' },
      { heading: 'joins' },
      { heading: 'wiring' },
      { heading: 'GB/s', align: 'right' },
    ],
    cells,
  )}`;
}

function systemsText(rows: readonly SystemRow[], style: Style): string {
  const cells = rows.map(({ id, chip, packages, tiers, powerWatts }) => [
    style.strong(id),
    chip,
    numberText(packages),
    tiers.map((tier) => tier.name).join(', '),
    numberText(tiers[0]?.gigabytesPerSecond),
    powerText(powerWatts),
  ]);
  return `${style.strong('Systems')}: GB/s of one package in one direction, inside\n${table(
    [
      { heading: 'id' },
      { heading: 'chip' },
      { heading: 'packages', align: 'right' },
      { heading: 'links' },
      { heading: 'GB/s', align: 'right' },
      { heading: 'W' },
    ],
    cells,
  )}`;
}

/** The power of the largest thing that has a figure: never one in place of another. */
function powerText({ perPackage, perNode, perRack }: SystemRow['powerWatts']): string {
  if (perRack !== undefined) return `${numberText(perRack)} a rack`;
  if (perNode !== undefined) return `${numberText(perNode)} a node`;
  return perPackage === undefined ? '' : `${numberText(perPackage)} a package`;
}

/** A figure with its thousands apart; nothing for what nobody publishes. */
export function numberText(value: number | undefined): string {
  return value === undefined ? '' : grouped(Number(value.toFixed(3)));
}
