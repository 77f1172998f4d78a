import { figuresOf, type Confidence, type RentFacts, type Source } from '@mantile/hardware';
import type { Io } from '../io.ts';
import { styleFor } from '../print/style.ts';
import { table } from '../print/table.ts';
import { wrapped } from '../print/wrapped.ts';
import { calibrationLines } from './calibrationLines.ts';
import { calibrationOfEntry } from './calibrationOfEntry.ts';
import type { HardwareEntry } from './catalogue.ts';
import { labelOf, unitOf, valueOf } from './figureLabels.ts';

const founded: Readonly<Record<Confidence, string>> = {
  datasheet: 'the vendor',
  secondary: 'several agree',
  'secondary-single': 'one other source',
  recalled: 'recalled',
};

/** What lies outside the figures of an entry. */
interface Remarks {
  readonly vendor?: string;
  readonly absent: Readonly<Record<string, string>>;
  readonly notes: readonly string[];
  readonly rents: readonly (readonly [of: string, rent: RentFacts])[];
}

function remarksOf(found: HardwareEntry): Remarks {
  if (found.kind === 'chip') {
    const { vendor, absent, notes, facts } = found.entry;
    const rents = facts.rent === undefined ? [] : [['package', facts.rent] as const];
    return { vendor, absent, notes, rents };
  }
  if (found.kind === 'system') {
    const { vendor, notes, facts, defaults } = found.entry;
    const { perPackage, perNode, perRack } = facts.rent;
    const rents = [
      ['package', perPackage] as const,
      ['node', perNode] as const,
      ['rack', perRack] as const,
    ].flatMap(([of, rent]) => (rent === undefined ? [] : [[of, rent] as const]));
    const taken = defaults.map(
      ({ path, value, because }) => `${path} is taken as ${String(value)}: ${because}.`,
    );
    return { vendor, absent: {}, notes: [...notes, ...taken], rents };
  }
  return { absent: {}, notes: found.kind === 'link' ? found.entry.notes : [], rents: [] };
}

function placedFigures(found: HardwareEntry) {
  // A switch keeps its figures beside its name.
  return figuresOf(found.kind === 'switch' ? found.entry : found.entry.facts);
}

/** An entry as programs read it: every figure with its source, and what calibrated times would rest on. */
export function hardwareJson(found: HardwareEntry): unknown {
  const { kind, entry } = found;
  const { rents, ...remarks } = remarksOf(found);
  const calibration = calibrationOfEntry(found);
  return {
    kind,
    id: entry.id,
    name: entry.name,
    ...remarks,
    ...(kind === 'system' && { chip: entry.chip.id }),
    figures: placedFigures(found).map(({ path, figure }) => ({
      path,
      unit: unitOf(path, figure),
      ...figure,
    })),
    rents: rents.map(([of, rent]) => ({ of, ...rent })),
    calibration:
      calibration === undefined || 'refusal' in calibration ? calibration : calibration.basis,
  };
}

/** An entry for people: every figure, how well it is founded, and the sources below. */
export function hardwareText(found: HardwareEntry, io: Io): string {
  const style = styleFor(io);
  const { kind, entry } = found;
  const { vendor, absent, notes, rents } = remarksOf(found);
  const sources = new Numbered();
  const placed = placedFigures(found);
  const cells = placed.map(({ path, figure }) => [
    labelOf(path),
    `${valueOf(path, figure)}${figure.derivation === undefined ? '' : ' *'}`,
    founded[figure.confidence],
    [figure.source, ...(figure.alsoIn ?? [])].map((each) => `[${sources.number(each)}]`).join(' '),
  ]);
  for (const [of, rent] of rents) {
    const { lowUsdPerHour: low, highUsdPerHour: high } = rent;
    const range = low === high ? String(low) : `${low} to ${high}`;
    const cited = [rent.source, ...(rent.alsoIn ?? [])].map((each) => `[${sources.number(each)}]`);
    cells.push([`rent of a ${of}`, `${range} USD/h`, founded[rent.confidence], cited.join(' ')]);
  }
  const chipLine =
    kind === 'system' ? [`of ${entry.chip.vendor} ${entry.chip.name} (${entry.chip.id})`] : [];
  const calibration = calibrationOfEntry(found);
  const room = Math.max(io.columns, 40);
  const remarks = [
    ...placed.flatMap(({ path, figure: { derivation, note } }) => [
      ...(derivation === undefined ? [] : [`* ${labelOf(path)}: ${derivation}.`]),
      ...(note === undefined ? [] : [`${labelOf(path)}: ${note}`]),
    ]),
    ...rents.map(([of, { terms, date }]) => `rent of a ${of}, ${date ?? 'undated'}: ${terms}`),
    ...Object.entries(absent).map(([path, why]) => `no ${labelOf(path)}: ${why}.`),
    ...notes,
  ];
  const blocks = [
    [
      `${style.strong(entry.id)}: ${[vendor, entry.name].filter(Boolean).join(' ')} (${kind})`,
      ...chipLine,
    ],
    [
      table(
        [{ heading: 'figure' }, { heading: 'value' }, { heading: 'says' }, { heading: '' }],
        cells,
      ).trimEnd(),
    ],
    [...new Set(remarks)].flatMap((remark) => wrapped(remark, room)),
    calibration === undefined
      ? []
      : calibrationLines(calibration, style).flatMap((line) => lineOf(line, room)),
    [style.strong('Sources'), ...sources.lines().flatMap((line) => wrapped(line, room))],
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** Sentences are wrapped; lines of a table, whose columns lie apart, stay. */
function lineOf(line: string, room: number): readonly string[] {
  return line.includes('  ') ? [line] : wrapped(line, room);
}

/** Numbers sources in the order in which they are first cited. */
class Numbered {
  private readonly sources: Source[] = [];

  number(source: Source): number {
    const isSame = ({ title, url }: Source) => title === source.title && url === source.url;
    const known = this.sources.findIndex(isSame);
    return known >= 0 ? known + 1 : this.sources.push(source);
  }

  lines(): readonly string[] {
    return this.sources.map(({ title, url, date }, at) =>
      [`[${at + 1}] ${title}`, date, url].filter((part) => part !== undefined).join(', '),
    );
  }
}
