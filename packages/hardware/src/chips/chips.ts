import type { CatalogueChip } from './catalogueChip.ts';
import { a100Sxm40 } from './nvidia/a100Sxm40.ts';
import { a100Pcie40 } from './nvidia/a100Pcie40.ts';
import { a100Sxm80 } from './nvidia/a100Sxm80.ts';
import { a100Pcie80 } from './nvidia/a100Pcie80.ts';
import { a30 } from './nvidia/a30.ts';
import { a10 } from './nvidia/a10.ts';
import { a40 } from './nvidia/a40.ts';
import { v100Sxm32 } from './nvidia/v100Sxm32.ts';
import { rtx4090 } from './nvidia/rtx4090.ts';
import { rtx5090 } from './nvidia/rtx5090.ts';
import { l4 } from './nvidia/l4.ts';
import { l40s } from './nvidia/l40s.ts';
import { h100Sxm } from './nvidia/h100Sxm.ts';
import { h100Pcie } from './nvidia/h100Pcie.ts';
import { h100Nvl } from './nvidia/h100Nvl.ts';
import { h200Sxm } from './nvidia/h200Sxm.ts';
import { h20 } from './nvidia/h20.ts';
import { h800Sxm } from './nvidia/h800Sxm.ts';
import { gh200 } from './nvidia/gh200.ts';
import { gh200Hbm3e } from './nvidia/gh200Hbm3e.ts';
import { b200Sxm } from './nvidia/b200Sxm.ts';
import { b300Sxm } from './nvidia/b300Sxm.ts';
import { gb200 } from './nvidia/gb200.ts';
import { gb300 } from './nvidia/gb300.ts';
import { rtxPro6000Server } from './nvidia/rtxPro6000Server.ts';
import { mi300x } from './amd/mi300x.ts';
import { mi325x } from './amd/mi325x.ts';
import { mi355x } from './amd/mi355x.ts';
import { mi350x } from './amd/mi350x.ts';
import { mi250x } from './amd/mi250x.ts';
import { mi210 } from './amd/mi210.ts';
import { epyc9755 } from './amd/epyc9755.ts';
import { tpuV4 } from './google/tpuV4.ts';
import { tpuV5e } from './google/tpuV5e.ts';
import { tpuV5p } from './google/tpuV5p.ts';
import { tpuV6e } from './google/tpuV6e.ts';
import { tpuV7 } from './google/tpuV7.ts';
import { trainium1 } from './aws/trainium1.ts';
import { trainium2 } from './aws/trainium2.ts';
import { trainium3 } from './aws/trainium3.ts';
import { inferentia2 } from './aws/inferentia2.ts';
import { gaudi3 } from './intel/gaudi3.ts';
import { gaudi2 } from './intel/gaudi2.ts';
import { max1550 } from './intel/max1550.ts';
import { arcB60 } from './intel/arcB60.ts';
import { xeon6980p } from './intel/xeon6980p.ts';
import { m2Ultra } from './apple/m2Ultra.ts';
import { m3Ultra } from './apple/m3Ultra.ts';
import { m4Max } from './apple/m4Max.ts';
import { groqLpuV1 } from './others/groqLpuV1.ts';
import { wse3 } from './others/wse3.ts';
import { aic100Ultra } from './others/aic100Ultra.ts';
import { unknownId } from '../internal/nearest.ts';

/**
 * Every chip of the catalogue, vendor by vendor. Import single chips by their names where size matters.
 *
 * @example
 * import { chips } from '@mantile/hardware';
 * chips.filter((chip) => chip.vendor === 'Google').map((chip) => chip.id) // => ['tpu-v4', 'tpu-v5e', 'tpu-v5p', 'tpu-v6e', 'tpu-v7']
 * @category Chips
 */
export const chips = [
  a100Sxm40,
  a100Pcie40,
  a100Sxm80,
  a100Pcie80,
  a30,
  a10,
  a40,
  v100Sxm32,
  rtx4090,
  rtx5090,
  l4,
  l40s,
  h100Sxm,
  h100Pcie,
  h100Nvl,
  h200Sxm,
  h20,
  h800Sxm,
  gh200,
  gh200Hbm3e,
  b200Sxm,
  b300Sxm,
  gb200,
  gb300,
  rtxPro6000Server,
  mi300x,
  mi325x,
  mi355x,
  mi350x,
  mi250x,
  mi210,
  epyc9755,
  tpuV4,
  tpuV5e,
  tpuV5p,
  tpuV6e,
  tpuV7,
  trainium1,
  trainium2,
  trainium3,
  inferentia2,
  gaudi3,
  gaudi2,
  max1550,
  arcB60,
  xeon6980p,
  m2Ultra,
  m3Ultra,
  m4Max,
  groqLpuV1,
  wse3,
  aic100Ultra,
] as const;

/**
 * The id of a chip of the catalogue.
 *
 * @example
 * import { chip, type ChipId } from '@mantile/hardware';
 * const id: ChipId = 'mi300x';
 * chip(id).vendor // => 'AMD'
 * @category Chips
 */
export type ChipId = (typeof chips)[number]['id'];

/**
 * The chip with an id; a name that the catalogue lacks is refused with the nearest it has.
 *
 * @example
 * import { chip } from '@mantile/hardware';
 * chip('h100-sxm').memory[0].capacity // => 81559 * 2 ** 20
 * @category Chips
 */
export function chip(id: ChipId): CatalogueChip {
  const found = chips.find((candidate) => candidate.id === id);
  if (found !== undefined) return found;
  throw unknownId(
    'chip',
    id,
    chips.map((candidate) => candidate.id),
  );
}
