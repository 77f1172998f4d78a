import { gb200 } from '../chips/nvidia/gb200.ts';
import { gb300 } from '../chips/nvidia/gb300.ts';
import { figure, recalled, type Basis } from '../figure.ts';
import { nvlink5 } from '../links/nvlink.ts';
import { gb300RackTable, missionControl } from '../sources/nvidia.ts';
import { inferenceXSpecs, mlEngineeringChips, mlEngineeringNetwork } from '../sources/surveys.ts';
import { catalogueSystem } from './catalogueSystem.ts';

const missionControlBasis: Basis = {
  source: missionControl,
  confidence: 'secondary',
  alsoIn: [mlEngineeringNetwork],
};
const inferenceXSpecsSingleBasis: Basis = {
  source: inferenceXSpecs,
  confidence: 'secondary-single',
};
const mlEngineeringChipsBasis: Basis = {
  source: mlEngineeringChips,
  confidence: 'secondary',
  alsoIn: [gb300RackTable],
};

/** GB200 NVL72. */
export const gb200Nvl72 = catalogueSystem({
  id: 'gb200-nvl72',
  name: 'GB200 NVL72',
  vendor: 'NVIDIA',
  chip: gb200,
  links: [{ link: nvlink5, packages: 72 }],
  facts: {
    packages: figure(72, missionControlBasis),
    packagesPerNode: figure(4, missionControlBasis),
    switches: figure('18 × NVSwitch, fourth generation', missionControlBasis),
    nics: figure(72, missionControlBasis),
    nicGigabitsPerSecond: figure(400, missionControlBasis),
    scaleOutPerPackage: figure(50, missionControlBasis),
    hostProcessors: figure('36 × Grace', missionControlBasis),
    powerWatts: {
      perRack: figure(120000, missionControlBasis),
      provisionedPerPackage: figure(2100, inferenceXSpecsSingleBasis),
    },
  },
  scaleOut: { link: 'ib-ndr', linksPerPackage: 1 },
  notes: ['72 GPUs of one package each. The 130 TB/s of the rack count both directions.'],
});

/** GB300 NVL72. */
export const gb300Nvl72 = catalogueSystem({
  id: 'gb300-nvl72',
  name: 'GB300 NVL72',
  vendor: 'NVIDIA',
  chip: gb300,
  links: [{ link: nvlink5, packages: 72 }],
  facts: {
    packages: figure(72, mlEngineeringChipsBasis),
    packagesPerNode: figure(4, mlEngineeringChipsBasis),
    switches: figure('18 × NVSwitch, fourth generation', mlEngineeringChipsBasis),
    nics: figure(72, mlEngineeringChipsBasis),
    nicGigabitsPerSecond: figure(800, mlEngineeringChipsBasis),
    scaleOutPerPackage: figure(100, mlEngineeringChipsBasis),
    hostProcessors: figure('36 × Grace', mlEngineeringChipsBasis),
    powerWatts: {
      perRack: figure(135000, mlEngineeringChipsBasis),
      provisionedPerPackage: figure(2100, inferenceXSpecsSingleBasis),
    },
  },
  scaleOut: { link: 'ib-xdr', linksPerPackage: 1 },
  notes: ['A rack-planning example; others print 120 to 142 kW.'],
});

/** GB200 NVL36. */
export const gb200Nvl36 = catalogueSystem({
  id: 'gb200-nvl36',
  name: 'GB200 NVL36',
  vendor: 'NVIDIA',
  chip: gb200,
  links: [{ link: nvlink5, packages: 36 }],
  facts: {
    packages: figure(36, recalled),
    packagesPerNode: figure(4, recalled),
    nics: figure(36, recalled),
    nicGigabitsPerSecond: figure(400, recalled),
    scaleOutPerPackage: figure(50, recalled),
    powerWatts: { perRack: figure(66000, recalled) },
  },
  scaleOut: { link: 'ib-ndr', linksPerPackage: 1 },
});

/** GB200 NVL36×2. */
export const gb200Nvl36x2 = catalogueSystem({
  id: 'gb200-nvl36x2',
  name: 'GB200 NVL36×2',
  vendor: 'NVIDIA',
  chip: gb200,
  links: [
    { link: nvlink5, packages: 36 },
    { link: nvlink5, packages: 72, latencyMicroseconds: 2 },
  ],
  facts: {
    packages: figure(72, recalled),
    packagesPerNode: figure(4, recalled),
    switches: figure('36 × NVSwitch, fourth generation', recalled),
    nics: figure(72, recalled),
    nicGigabitsPerSecond: figure(400, recalled),
    scaleOutPerPackage: figure(50, recalled),
    hostProcessors: figure('36 × Grace', recalled),
    powerWatts: { perRack: figure(66000, recalled) },
  },
  scaleOut: { link: 'ib-ndr', linksPerPackage: 1 },
  notes: [
    'Two racks: traffic between them passes two switches, taken as twice the latency of one hop.',
  ],
});
