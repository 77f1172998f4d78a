import type { CatalogueChip } from '../chips/catalogueChip.ts';
import type { CatalogueSystem, PowerFacts, SystemFacts } from './systemFacts.ts';
import { tierOf, type LinkUse } from './tier.ts';

interface SystemDescription<Id extends string> extends Pick<
  CatalogueSystem<Id>,
  'id' | 'name' | 'vendor' | 'scaleOut'
> {
  readonly chip: CatalogueChip;
  readonly links: readonly LinkUse[];
  readonly facts: Omit<SystemFacts, 'powerWatts' | 'rent'> & {
    readonly powerWatts?: Omit<PowerFacts, 'perPackage'>;
  };
  readonly notes?: readonly string[];
}

/** Completes a system's description with its tiers, and with its chip's power and rent. */
// @__NO_SIDE_EFFECTS__
export function catalogueSystem<const Id extends string>(
  description: SystemDescription<Id>,
): CatalogueSystem<Id> {
  const { id, name, vendor, chip, links, facts, scaleOut, notes = [] } = description;
  const made = links.map((use, index) => tierOf(use, `links[${index}]`));
  const powerWatts: PowerFacts = { perPackage: chip.facts.powerWatts, ...facts.powerWatts };
  return {
    id,
    name,
    vendor,
    chip,
    tiers: made.map(({ tier }) => tier),
    facts: {
      ...facts,
      powerWatts,
      rent: { perPackage: chip.facts.rent },
    },
    powerWatts: {
      perPackage: powerWatts.perPackage?.value,
      perNode: powerWatts.perNode?.value,
      perRack: powerWatts.perRack?.value,
    },
    scaleOut,
    defaults: made.flatMap(({ defaults }) => defaults),
    notes,
  };
}
