import { figure, recalled, type Basis, type Figure } from '../figure.ts';
import { dgxB200Guide, gb200NvlinkTrays, nvswitch3Blog } from '../sources/nvidia.ts';
import { mlEngineeringNetwork } from '../sources/surveys.ts';
import type { LinkId } from './links.ts';

/**
 * A switch chip of a scale-up network.
 *
 * @example
 * import { switches, type CatalogueSwitch } from '@mantile/hardware';
 * const hopper: CatalogueSwitch | undefined = switches.find(({ id }) => id === 'nvswitch3');
 * hopper?.hasInNetworkReduction // => true
 * @category Links
 */
export interface CatalogueSwitch {
  readonly id: string;
  readonly name: string;
  /** The id of the links on its ports. */
  readonly link: LinkId;
  readonly hasInNetworkReduction: boolean;
  readonly ports: Figure;
  /** Decimal gigabytes per second in one direction over all ports. */
  readonly perSwitch?: Figure | undefined;
  readonly builds: string;
}

const table: Basis = { source: mlEngineeringNetwork, confidence: 'secondary' };
const blog: Basis = { source: nvswitch3Blog, confidence: 'datasheet' };
const trays: Basis = {
  source: gb200NvlinkTrays,
  confidence: 'secondary',
  alsoIn: [dgxB200Guide],
};

/**
 * The generations of NVSwitch.
 *
 * @example
 * import { switches } from '@mantile/hardware';
 * switches.map(({ ports }) => ports.value) // => [18, 36, 64, 72]
 * @category Links
 */
export const switches: readonly CatalogueSwitch[] = [
  {
    id: 'nvswitch1',
    name: 'NVSwitch, first generation',
    link: 'nvlink2',
    hasInNetworkReduction: false,
    ports: figure(18, recalled),
    builds: 'DGX-2 of 16 V100',
  },
  {
    id: 'nvswitch2',
    name: 'NVSwitch, second generation',
    link: 'nvlink3',
    hasInNetworkReduction: false,
    ports: figure(36, table),
    builds: 'six on a board of 8 A100',
  },
  {
    id: 'nvswitch3',
    name: 'NVSwitch, third generation',
    link: 'nvlink4',
    hasInNetworkReduction: true,
    ports: figure(64, blog),
    perSwitch: figure(1600, blog, { derivation: 'half of 3.2 TB/s, which counts both directions' }),
    builds: 'four on a board of 8 H100 or H200, 36 ports of each in use',
  },
  {
    id: 'nvswitch4',
    name: 'NVSwitch, fourth generation (NVLink 5 switch)',
    link: 'nvlink5',
    hasInNetworkReduction: true,
    ports: figure(72, trays),
    perSwitch: figure(3600, trays, {
      derivation: 'half of 7.2 TB/s, which counts both directions',
    }),
    builds: 'two on a board of 8 B200 or B300, 18 in a rack NVL72',
  },
];
