import { a100Sxm80 } from '../chips/nvidia/a100Sxm80.ts';
import { b200Sxm } from '../chips/nvidia/b200Sxm.ts';
import { b300Sxm } from '../chips/nvidia/b300Sxm.ts';
import { h100Sxm } from '../chips/nvidia/h100Sxm.ts';
import { h20 } from '../chips/nvidia/h20.ts';
import { h200Sxm } from '../chips/nvidia/h200Sxm.ts';
import { h800Sxm } from '../chips/nvidia/h800Sxm.ts';
import { figure, recalled, type Basis } from '../figure.ts';
import { nvlink3, nvlink4, nvlink5 } from '../links/nvlink.ts';
import { dgxB200Guide, dgxBasePod, dgxPowerArticle } from '../sources/nvidia.ts';
import { inferSim, inferenceXSpecs, mlEngineeringNetwork } from '../sources/surveys.ts';
import { catalogueSystem } from './catalogueSystem.ts';

const mlEngineeringNetworkBasis: Basis = { source: mlEngineeringNetwork, confidence: 'secondary' };
const dgxBasePodBasis: Basis = { source: dgxBasePod, confidence: 'datasheet' };
const dgxPowerArticleSingleBasis: Basis = {
  source: dgxPowerArticle,
  confidence: 'secondary-single',
};
const inferenceXSpecsSingleBasis: Basis = {
  source: inferenceXSpecs,
  confidence: 'secondary-single',
};
const inferSimSingleBasis: Basis = { source: inferSim, confidence: 'secondary-single' };
const dgxB200GuideBasis: Basis = { source: dgxB200Guide, confidence: 'datasheet' };

/** DGX/HGX A100. */
export const dgxA100 = catalogueSystem({
  id: 'dgx-a100',
  name: 'DGX/HGX A100',
  vendor: 'NVIDIA',
  chip: a100Sxm80,
  links: [{ link: nvlink3, packages: 8 }],
  facts: {
    packages: figure(8, mlEngineeringNetworkBasis),
    packagesPerNode: figure(8, mlEngineeringNetworkBasis),
    switches: figure('6 × NVSwitch, second generation', mlEngineeringNetworkBasis),
    nics: figure(8, recalled),
    nicGigabitsPerSecond: figure(200, recalled),
    scaleOutPerPackage: figure(25, recalled),
    hostProcessors: figure('2 × EPYC 7742', recalled),
    hostMemoryGibibytes: figure(2048, recalled),
    powerWatts: { perNode: figure(6500, recalled) },
  },
  scaleOut: { link: 'ib-hdr', linksPerPackage: 1 },
});

/** DGX/HGX H100. */
export const dgxH100 = catalogueSystem({
  id: 'dgx-h100',
  name: 'DGX/HGX H100',
  vendor: 'NVIDIA',
  chip: h100Sxm,
  links: [{ link: nvlink4, packages: 8 }],
  facts: {
    packages: figure(8, dgxBasePodBasis),
    packagesPerNode: figure(8, dgxBasePodBasis),
    switches: figure('4 × NVSwitch, third generation', dgxBasePodBasis),
    nics: figure(8, dgxBasePodBasis),
    nicGigabitsPerSecond: figure(400, dgxBasePodBasis),
    scaleOutPerPackage: figure(50, dgxBasePodBasis),
    hostProcessors: figure('2 × Xeon 8480C', dgxBasePodBasis),
    hostMemoryGibibytes: figure(2048, dgxBasePodBasis),
    powerWatts: {
      perNode: figure(10200, dgxPowerArticleSingleBasis),
      provisionedPerPackage: figure(1730, inferenceXSpecsSingleBasis),
    },
  },
  scaleOut: { link: 'ib-ndr', linksPerPackage: 1 },
});

/** DGX/HGX H200. */
export const dgxH200 = catalogueSystem({
  id: 'dgx-h200',
  name: 'DGX/HGX H200',
  vendor: 'NVIDIA',
  chip: h200Sxm,
  links: [{ link: nvlink4, packages: 8 }],
  facts: {
    packages: figure(8, dgxBasePodBasis),
    packagesPerNode: figure(8, dgxBasePodBasis),
    switches: figure('4 × NVSwitch, third generation', dgxBasePodBasis),
    nics: figure(8, dgxBasePodBasis),
    nicGigabitsPerSecond: figure(400, dgxBasePodBasis),
    scaleOutPerPackage: figure(50, dgxBasePodBasis),
    hostProcessors: figure('2 × Xeon 8480C', dgxBasePodBasis),
    hostMemoryGibibytes: figure(2048, dgxBasePodBasis),
    powerWatts: {
      perNode: figure(10200, dgxPowerArticleSingleBasis),
      provisionedPerPackage: figure(1730, inferenceXSpecsSingleBasis),
    },
  },
  scaleOut: { link: 'ib-ndr', linksPerPackage: 1 },
});

/** HGX H20. */
export const hgxH20 = catalogueSystem({
  id: 'hgx-h20',
  name: 'HGX H20',
  vendor: 'NVIDIA',
  chip: h20,
  links: [{ link: nvlink4, packages: 8 }],
  facts: {
    packages: figure(8, recalled),
    packagesPerNode: figure(8, recalled),
    switches: figure('4 × NVSwitch, third generation', recalled),
  },
});

/** HGX H800. */
export const hgxH800 = catalogueSystem({
  id: 'hgx-h800',
  name: 'HGX H800',
  vendor: 'NVIDIA',
  chip: h800Sxm,
  links: [{ link: nvlink4, packages: 8, perPackage: 200 }],
  facts: {
    packages: figure(8, inferSimSingleBasis),
    packagesPerNode: figure(8, inferSimSingleBasis),
  },
  notes: ['8 of the 18 links of an H100.'],
});

/** DGX/HGX B200. */
export const dgxB200 = catalogueSystem({
  id: 'dgx-b200',
  name: 'DGX/HGX B200',
  vendor: 'NVIDIA',
  chip: b200Sxm,
  links: [{ link: nvlink5, packages: 8 }],
  facts: {
    packages: figure(8, dgxB200GuideBasis),
    packagesPerNode: figure(8, dgxB200GuideBasis),
    switches: figure('2 × NVSwitch, fourth generation', dgxB200GuideBasis),
    nics: figure(8, dgxB200GuideBasis),
    nicGigabitsPerSecond: figure(400, dgxB200GuideBasis),
    scaleOutPerPackage: figure(50, dgxB200GuideBasis),
    hostProcessors: figure('2 × Xeon 8570', dgxB200GuideBasis),
    hostMemoryGibibytes: figure(2048, dgxB200GuideBasis),
    powerWatts: {
      perNode: figure(14300, dgxB200GuideBasis),
      provisionedPerPackage: figure(2170, inferenceXSpecsSingleBasis),
    },
  },
  scaleOut: { link: 'ib-ndr', linksPerPackage: 1 },
  notes: ['Its network cards run at 400 Gbit/s and its host at PCIe 5, whatever tools assume.'],
});

/** DGX/HGX B300. */
export const dgxB300 = catalogueSystem({
  id: 'dgx-b300',
  name: 'DGX/HGX B300',
  vendor: 'NVIDIA',
  chip: b300Sxm,
  links: [{ link: nvlink5, packages: 8 }],
  facts: {
    packages: figure(8, mlEngineeringNetworkBasis),
    packagesPerNode: figure(8, mlEngineeringNetworkBasis),
    switches: figure('2 × NVSwitch, fourth generation', mlEngineeringNetworkBasis),
    nics: figure(8, mlEngineeringNetworkBasis),
    nicGigabitsPerSecond: figure(800, mlEngineeringNetworkBasis),
    scaleOutPerPackage: figure(100, mlEngineeringNetworkBasis),
    hostProcessors: figure('2 × Xeon 6776P', mlEngineeringNetworkBasis),
    powerWatts: {
      perNode: figure(14000, recalled),
      provisionedPerPackage: figure(2170, inferenceXSpecsSingleBasis),
    },
  },
  scaleOut: { link: 'ib-xdr', linksPerPackage: 1 },
  notes: ['“NVL16” counts its dies, not its GPUs.'],
});
