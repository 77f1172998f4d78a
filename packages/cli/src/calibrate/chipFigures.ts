import { existsSync } from 'node:fs';
import { calibrationOf, type CatalogueChip, type MeasuredChip } from '@mantile/hardware';
import { findHardware } from '../hardware/catalogue.ts';
import { textOf } from '../input/files.ts';
import { UsageError } from '../usageError.ts';

/** Figures that a person states, for what the catalogue lacks or has otherwise. */
export interface StatedFigures {
  readonly multiprocessors?: string;
  readonly cache?: string;
  readonly link?: string;
  readonly network?: string;
}

/** The figures that coefficients will refer to, and where they come from. */
export interface ChipFigures {
  readonly chip: MeasuredChip;
  readonly origin: string;
}

/** Reads the figures of the measured chip: by its id in the catalogue, or from a JSON file with them. */
export function chipFigures(named: string, stated: StatedFigures): ChipFigures {
  const { chip, origin } = existsSync(named) ? fileFigures(named) : catalogueFigures(named);
  const more = {
    multiprocessors: numberOf(stated.multiprocessors, '--multiprocessors'),
    cacheMegabytes: numberOf(stated.cache, '--cache'),
    linkGigabytesPerSecond: numberOf(stated.link, '--link'),
    networkGigabytesPerSecond: numberOf(stated.network, '--network'),
  };
  const given = Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined));
  const complete = { ...chip, ...given };
  const missing = (['multiprocessors', 'cacheMegabytes'] as const).filter(
    (figure) => complete[figure] === undefined,
  );
  if (missing.length > 0) {
    const options = { multiprocessors: '--multiprocessors', cacheMegabytes: '--cache' };
    throw new UsageError(
      `${named}: no figure for ${missing.join(' and ')}; state it with ${missing.map((figure) => options[figure]).join(' and ')}.`,
    );
  }
  return { chip: complete as MeasuredChip, origin };
}

type Partly = Partial<MeasuredChip>;

/** What is wrong with the figures, `calibrate` tells. */
function fileFigures(path: string): { readonly chip: Partly; readonly origin: string } {
  let value: unknown;
  try {
    value = JSON.parse(textOf(path));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`--chip ${path}: no JSON: ${(error as Error).message}.`);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return { chip: value, origin: path };
  }
  throw new UsageError(
    `--chip ${path}: expected an object: name, teraflops by format, gigabytesPerSecond, multiprocessors, cacheMegabytes.`,
  );
}

function catalogueFigures(id: string): { readonly chip: Partly; readonly origin: string } {
  // Measurements are of one variant of a chip, and nobody else can know of which.
  const found = findHardware(id, (message) => {
    throw new UsageError(`--chip ${id}: name the variant that was measured: ${message}`);
  });
  if (found.kind !== 'chip') {
    throw new UsageError(
      `--chip ${id}: that is a ${found.kind}; name a chip, or a file with its figures.`,
    );
  }
  // Chips that were measured before have a set of figures to which their coefficients refer.
  const known = calibrationOf(found.entry.id)?.chip;
  if (known !== undefined) return { chip: known, origin: `${found.entry.id}, as measured before` };
  return { chip: datasheet(found.entry), origin: `${found.entry.id}, from the catalogue` };
}

function datasheet({ name, facts }: CatalogueChip): Partly {
  const units = facts.computeUnits?.value;
  const teraflops = Object.entries(facts.peakTflops).map(([dtype, peak]) => [dtype, peak.value]);
  const cache = facts.lastLevelMegabytes ?? facts.l2Megabytes;
  const link = facts.scaleUp?.gigabytesPerSecondPerDirection;
  return {
    name,
    teraflops: Object.fromEntries(teraflops) as Record<string, number>,
    gigabytesPerSecond: facts.memory[0].gigabytesPerSecond.value,
    ...(typeof units === 'number' && { multiprocessors: units }),
    ...(cache !== undefined && { cacheMegabytes: cache.value }),
    ...(link !== undefined && { linkGigabytesPerSecond: link.value }),
  };
}

function numberOf(text: string | undefined, option: string): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value >= 0) return value;
  throw new UsageError(`${option} ${text}: expected a number of at least 0.`);
}
