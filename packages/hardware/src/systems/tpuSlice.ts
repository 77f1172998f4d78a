import { FaultList } from '@mantile/core';
import type { CatalogueChip } from '../chips/catalogueChip.ts';
import { tpuV4 } from '../chips/google/tpuV4.ts';
import { tpuV5e } from '../chips/google/tpuV5e.ts';
import { tpuV5p } from '../chips/google/tpuV5p.ts';
import { tpuV6e } from '../chips/google/tpuV6e.ts';
import { tpuV7 } from '../chips/google/tpuV7.ts';
import { didYouMean } from '../internal/nearest.ts';
import { iciV4, iciV5e, iciV5p, iciV6e, iciV7 } from '../links/ici.ts';
import type { CatalogueLink } from '../links/linkFacts.ts';
import type { DefinedSystem } from './systemFacts.ts';
import { tierOf } from './tier.ts';

interface Generation {
  readonly chip: CatalogueChip;
  readonly link: CatalogueLink;
  readonly dimensions: number;
}

/**
 * A TPU of which slices can be had.
 *
 * @example
 * import { tpuSlice, type TpuId } from '@mantile/hardware';
 * const id: TpuId = 'tpu-v6e';
 * tpuSlice(id, [2, 4]).chip.name // => 'TPU v6e (Trillium)'
 * @category Systems
 */
export type TpuId = 'tpu-v4' | 'tpu-v5e' | 'tpu-v5p' | 'tpu-v6e' | 'tpu-v7';

const generations: Readonly<Record<TpuId, Generation>> = {
  'tpu-v4': { chip: tpuV4, link: iciV4, dimensions: 3 },
  'tpu-v5e': { chip: tpuV5e, link: iciV5e, dimensions: 2 },
  'tpu-v5p': { chip: tpuV5p, link: iciV5p, dimensions: 3 },
  'tpu-v6e': { chip: tpuV6e, link: iciV6e, dimensions: 2 },
  'tpu-v7': { chip: tpuV7, link: iciV7, dimensions: 3 },
};

/**
 * A slice of a TPU pod by its shape. Each chip has two links an axis, but only those that lead to another
 * chip of the slice carry traffic, and an axis closes to a ring only where the pod lets it: in two
 * dimensions at the full 16, in three when all axes are multiples of 4.
 *
 * @example
 * import { groupLevels } from '@mantile/core';
 * import { tpuSlice } from '@mantile/hardware';
 * const slice = tpuSlice('tpu-v5e', [2, 4]);
 * // Of four links of 50 GB/s, one leads along each axis.
 * groupLevels(slice, { name: 'all', packages: 8, stride: 1 })[0]?.bandwidth // => 100e9
 * @category Systems
 */
export function tpuSlice(id: TpuId, shape: readonly number[]): DefinedSystem {
  const { chip, link, dimensions } = checkSlice(id, shape);
  const packages = shape.reduce((product, extent) => product * extent, 1);
  const closes = dimensions === 3 && shape.every((extent) => extent % 4 === 0);
  const { tier, defaults } = tierOf(
    {
      link,
      packages,
      torusAxes: shape.map((extent) => ({
        packages: extent,
        wraps: dimensions === 2 ? extent === 16 : closes,
      })),
    },
    'links[0]',
  );
  const powerWatts = { perPackage: chip.facts.powerWatts?.value };
  return { name: `${chip.name} ${shape.join('×')}`, chip, tiers: [tier], powerWatts, defaults };
}

/** The generation of a slice; refuses what is none, all faults at once. */
function checkSlice(id: TpuId, shape: unknown): Generation {
  const faults = new FaultList();
  const generation = Object.hasOwn(generations, id) ? generations[id] : undefined;
  if (generation === undefined) {
    const legal = Object.keys(generations);
    const message = `no such TPU${didYouMean(id, legal)} Slices can be had of ${legal.join(', ')}.`;
    faults.add({ code: 'hardware.unknown_chip', path: 'id', value: id, legal, message });
  }
  refuseShape(faults, shape, generation);
  faults.throwIfAny();
  // Refused above when there is none.
  return generation ?? generations['tpu-v5e'];
}

function refuseShape(faults: FaultList, shape: unknown, generation: Generation | undefined): void {
  const dimensions = generation?.dimensions;
  const refuse = (message: string): void =>
    faults.add({ code: 'option.invalid', path: 'shape', value: shape, message });
  const isShape =
    Array.isArray(shape) &&
    shape.every((extent: unknown) => Number.isSafeInteger(extent) && (extent as number) >= 1);
  if (!isShape || (dimensions !== undefined && shape.length !== dimensions)) {
    const example = dimensions === 3 ? '[2, 2, 2]' : '[2, 4]';
    refuse(
      `expected a list of ${dimensions ?? '2 or 3'} whole numbers of at least 1, one for each axis: ${example} is a slice of 8 chips.`,
    );
    return;
  }
  const packages = (shape as number[]).reduce((product, extent) => product * extent, 1);
  if (packages < 2) refuse('expected 2 chips or more; a chip alone needs no slice.');
  const most = generation?.chip.facts.scaleUp?.packages.value ?? Infinity;
  if (packages > most) refuse(`a pod of ${generation?.chip.name ?? 'it'} has ${most} chips.`);
}
