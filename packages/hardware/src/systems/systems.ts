import { dgxA100, dgxH100, dgxH200, hgxH20, hgxH800, dgxB200, dgxB300 } from './hgx.ts';
import { gb200Nvl72, gb300Nvl72, gb200Nvl36, gb200Nvl36x2 } from './rack.ts';
import { mi300x8, mi325x8, mi355x8 } from './instinct.ts';
import { tpuV4Pod, tpuV5ePod, tpuV5pPod, tpuV6ePod, tpuV7Pod } from './tpu.ts';
import { trn1Node, trn2Node, trn2UltraServer, trn3UltraServer, inf2Node } from './trainium.ts';
import { gaudi3Node, gaudi2Node } from './gaudi.ts';
import {
  rtx4090x2,
  rtx4090x4,
  rtx5090x2,
  arcB60x4,
  l40sx8,
  rtxPro6000x8,
  h100Nvl2,
  a100Pcie2,
} from './workstations.ts';
import type { CatalogueSystem } from './systemFacts.ts';
import { unknownId } from '../internal/nearest.ts';

/**
 * Every system of the catalogue.
 *
 * @example
 * import { systems } from '@mantile/hardware';
 * systems.filter((system) => system.vendor === 'AMD').map((system) => system.id) // => ['mi300x-8', 'mi325x-8', 'mi355x-8']
 * @category Systems
 */
export const systems = [
  dgxA100,
  dgxH100,
  dgxH200,
  hgxH20,
  hgxH800,
  dgxB200,
  dgxB300,
  gb200Nvl72,
  gb300Nvl72,
  gb200Nvl36,
  gb200Nvl36x2,
  mi300x8,
  mi325x8,
  mi355x8,
  tpuV4Pod,
  tpuV5ePod,
  tpuV5pPod,
  tpuV6ePod,
  tpuV7Pod,
  trn1Node,
  trn2Node,
  trn2UltraServer,
  trn3UltraServer,
  inf2Node,
  gaudi3Node,
  gaudi2Node,
  rtx4090x2,
  rtx4090x4,
  rtx5090x2,
  arcB60x4,
  l40sx8,
  rtxPro6000x8,
  h100Nvl2,
  a100Pcie2,
] as const;

/**
 * The id of a system of the catalogue.
 *
 * @example
 * import { system, type SystemId } from '@mantile/hardware';
 * const id: SystemId = 'gb200-nvl72';
 * system(id).tiers[0]?.packages // => 72
 * @category Systems
 */
export type SystemId = (typeof systems)[number]['id'];

/**
 * The system with an id; a name that the catalogue lacks is refused with the nearest it has.
 *
 * @example
 * import { system } from '@mantile/hardware';
 * system('dgx-h100').tiers[0]?.bandwidth // => 450e9
 * @category Systems
 */
export function system(id: SystemId): CatalogueSystem {
  const found = systems.find((candidate) => candidate.id === id);
  if (found !== undefined) return found;
  throw unknownId(
    'system',
    id,
    systems.map((candidate) => candidate.id),
  );
}
