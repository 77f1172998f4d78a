/** The tables of chips: peaks, then the rest, then how figures were derived and what to know about them. */
import { chips, figuresOf, type CatalogueChip } from '@mantile/hardware';
import type { Citations } from './citations.ts';
import { table } from '../markdown/table.ts';

const formats = [
  'fp64',
  'fp32',
  'tf32',
  'bf16',
  'fp16',
  'fp8',
  'mxfp8',
  'mxfp6',
  'nvfp4',
  'mxfp4',
  'int8',
  'int4',
] as const;

function peaks(of: readonly CatalogueChip[], cite: Citations): readonly string[] {
  const rows = of.map(({ id, facts }) => [
    `\`${id}\``,
    ...formats.map((format) => cite.cell(facts.peakTflops[format])),
  ]);
  return table(['TFLOPS, dense', ...formats], rows);
}

function sparse(of: readonly CatalogueChip[], cite: Citations): readonly string[] {
  const rows = of
    .filter(({ facts }) => facts.sparseTflops !== undefined)
    .map(({ id, facts }) => [
      `\`${id}\``,
      ...formats.map((format) => cite.cell(facts.sparseTflops?.[format])),
    ]);
  if (rows.length === 0) return [];
  return ['', ...table(['TFLOPS, sparse: never used for time', ...formats], rows)];
}

function memory(of: readonly CatalogueChip[], cite: Citations): readonly string[] {
  const head = ['', 'memory', 'label', 'usable', 'GB/s', 'L2 MB', 'last level MB', 'units', 'MHz'];
  const rows = of.map(({ id, facts }) => {
    const [main] = facts.memory;
    return [
      `\`${id}\``,
      main.name,
      cite.cell(main.capacity, ` ${main.capacity.unit}`),
      cite.cell(main.usable, ` ${main.usable?.unit ?? ''}`),
      cite.cell(main.gigabytesPerSecond),
      cite.cell(facts.l2Megabytes),
      cite.cell(facts.lastLevelMegabytes),
      cite.cell(facts.computeUnits),
      cite.cell(facts.clockMegahertz),
    ];
  });
  return table(head, rows);
}

function rent({ facts }: CatalogueChip, cite: Citations): string {
  if (facts.rent === undefined) return '';
  const { lowUsdPerHour: low, highUsdPerHour: high, date, isPlaceholder, terms } = facts.rent;
  const range = low === high ? `${low}` : `${low} to ${high}`;
  const placeholder = isPlaceholder === true ? '**placeholder** ' : '';
  return `${placeholder}${range} (${date ?? 'undated'}: ${terms}) ${cite.mark(facts.rent)}`;
}

function rest(of: readonly CatalogueChip[], cite: Citations): readonly string[] {
  const head = [
    '',
    'W',
    'links',
    'GB/s per direction',
    'PCIe',
    'release',
    'list USD',
    'rent, USD per hour',
  ];
  const rows = of.map((chip) => {
    const { id, facts } = chip;
    const lanes = facts.pcieLanes === undefined ? '' : ` ×${facts.pcieLanes.value}`;
    return [
      `\`${id}\``,
      cite.cell(facts.powerWatts),
      facts.scaleUp === undefined ? '' : `\`${facts.scaleUp.link}\``,
      cite.cell(facts.scaleUp?.gigabytesPerSecondPerDirection),
      cite.cell(facts.pcieGeneration, lanes),
      cite.cell(facts.release),
      cite.cell(facts.listPriceUsd),
      rent(chip, cite),
    ];
  });
  return table(head, rows);
}

function remarks(of: readonly CatalogueChip[]): readonly string[] {
  return of.flatMap(({ id, facts, notes, absent }) => {
    const derived = figuresOf(facts).flatMap(({ path, figure: { derivation, note } }) => [
      ...(derivation === undefined ? [] : [`${path} is derived: ${derivation}.`]),
      ...(note === undefined ? [] : [`${path}: ${note}`]),
    ]);
    const missing = Object.entries(absent).map(([path, reason]) => `${path} is absent: ${reason}.`);
    const all = [...new Set([...derived, ...missing, ...notes])];
    return all.length === 0 ? [] : [`- \`${id}\`: ${all.join(' ')}`];
  });
}

export function chipTables(cite: Citations): readonly string[] {
  const vendors = [...new Set(chips.map(({ vendor }) => vendor))];
  return vendors.flatMap((vendor) => {
    const of = chips.filter((chip) => chip.vendor === vendor);
    const known = remarks(of);
    return [
      `### ${vendor}`,
      '',
      ...peaks(of, cite),
      ...sparse(of, cite),
      '',
      ...memory(of, cite),
      '',
      ...rest(of, cite),
      '',
      ...(known.length === 0 ? [] : [...known, '']),
    ];
  });
}
