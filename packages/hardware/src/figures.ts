import { MantileError, type DtypeName } from '@mantile/core';
import type { CatalogueChip } from './chips/catalogueChip.ts';
import type { Figure } from './figure.ts';

/**
 * A figure together with where it stands among the facts of its chip, link or system.
 *
 * @example
 * import { figuresOf, h100Sxm, type PlacedFigure } from '@mantile/hardware';
 * const placed: PlacedFigure | undefined = figuresOf(h100Sxm.facts).find(({ path }) => path === 'powerWatts');
 * placed?.figure.value // => 700
 * @category Figures
 */
export interface PlacedFigure {
  /** Dotted, as in `peakTflops.bf16`. */
  readonly path: string;
  readonly figure: Figure<number | string>;
}

function isFigure(value: object): value is Figure<number | string> {
  return 'value' in value && 'source' in value && 'confidence' in value;
}

/**
 * Every figure among some facts, in their order.
 *
 * @example
 * import { figuresOf, tpuV5e } from '@mantile/hardware';
 * figuresOf(tpuV5e.facts).slice(0, 3).map(({ path }) => path) // => ['release', 'peakTflops.bf16', 'peakTflops.int8']
 * @category Figures
 */
export function figuresOf(facts: object): readonly PlacedFigure[] {
  const found: PlacedFigure[] = [];
  const visit = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return;
    if (isFigure(value)) {
      found.push({ path, figure: value });
      return;
    }
    for (const [key, inner] of Object.entries(value)) {
      visit(inner, path === '' ? key : `${path}.${key}`);
    }
  };
  visit(facts, '');
  return found;
}

/**
 * Where a figure can stand among the facts of a chip.
 *
 * @example
 * import { mi300x, requireFigure, type FigurePath } from '@mantile/hardware';
 * const path: FigurePath = 'scaleUp.gigabytesPerSecondPerDirection';
 * requireFigure(mi300x, path).value // => 448
 * @category Figures
 */
export type FigurePath =
  | `${'peakTflops' | 'sparseTflops' | 'vectorTflops'}.${DtypeName}`
  | `memory.0.${'capacity' | 'usable' | 'gigabytesPerSecond'}`
  | `scaleUp.${'gigabytesPerSecondPerDirection' | 'packages'}`
  | 'release'
  | 'l2Megabytes'
  | 'lastLevelMegabytes'
  | 'computeUnits'
  | 'clockMegahertz'
  | 'powerWatts'
  | 'pcieGeneration'
  | 'pcieLanes'
  | 'listPriceUsd';

/**
 * One figure of a chip by its path; for one that nobody publishes, an error that says so.
 *
 * @example
 * import { h100Sxm, requireFigure } from '@mantile/hardware';
 * requireFigure(h100Sxm, 'peakTflops.fp8').value // => 1978.9
 * @category Figures
 */
export function requireFigure(chip: CatalogueChip, path: FigurePath): Figure<number | string> {
  const placed = figuresOf(chip.facts);
  const found = placed.find((candidate) => candidate.path === path);
  if (found !== undefined) return found.figure;
  const reason = chip.absent[path];
  const group = path.slice(0, path.lastIndexOf('.') + 1);
  const siblings = placed.filter((candidate) => candidate.path.startsWith(group));
  const legal = (siblings.length > 0 ? siblings : placed).map((candidate) => candidate.path);
  throw new MantileError([
    {
      code: 'hardware.figure_missing',
      path: `chips.${chip.id}.${path}`,
      value: path,
      legal,
      message:
        `${chip.vendor} ${chip.name} has no figure ${path} in the catalogue` +
        `${reason === undefined ? '' : `: ${reason}`}; known: ${legal.join(', ')}.`,
    },
  ]);
}
