import { mi300x } from '../chips/amd/mi300x.ts';
import { mi325x } from '../chips/amd/mi325x.ts';
import { mi355x } from '../chips/amd/mi355x.ts';
import { figure, type Basis } from '../figure.ts';
import { xgmiMi300x, xgmiMi355x } from '../links/infinityFabric.ts';
import { rocmMi300 } from '../sources/amd.ts';
import { inferenceXSpecs } from '../sources/surveys.ts';
import { catalogueSystem } from './catalogueSystem.ts';

const rocmMi300Basis: Basis = {
  source: rocmMi300,
  confidence: 'secondary',
  alsoIn: [inferenceXSpecs],
};
const inferenceXSpecsSingleBasis: Basis = {
  source: inferenceXSpecs,
  confidence: 'secondary-single',
};
const inferenceXSpecsBasis: Basis = { source: inferenceXSpecs, confidence: 'secondary' };

/** MI300X platform of 8. */
export const mi300x8 = catalogueSystem({
  id: 'mi300x-8',
  name: 'MI300X platform of 8',
  vendor: 'AMD',
  chip: mi300x,
  links: [{ link: xgmiMi300x, packages: 8 }],
  facts: {
    packages: figure(8, rocmMi300Basis),
    packagesPerNode: figure(8, rocmMi300Basis),
    nics: figure(8, rocmMi300Basis),
    nicGigabitsPerSecond: figure(400, rocmMi300Basis),
    scaleOutPerPackage: figure(50, rocmMi300Basis),
    hostProcessors: figure('2 × EPYC', rocmMi300Basis),
    powerWatts: { provisionedPerPackage: figure(1790, inferenceXSpecsSingleBasis) },
  },
  scaleOut: { link: 'eth-400', linksPerPackage: 1 },
  notes: ['No switch: two packages talk over one link.'],
});

/** MI325X platform of 8. */
export const mi325x8 = catalogueSystem({
  id: 'mi325x-8',
  name: 'MI325X platform of 8',
  vendor: 'AMD',
  chip: mi325x,
  links: [{ link: xgmiMi300x, packages: 8 }],
  facts: {
    packages: figure(8, inferenceXSpecsBasis),
    packagesPerNode: figure(8, inferenceXSpecsBasis),
    nics: figure(8, inferenceXSpecsBasis),
    nicGigabitsPerSecond: figure(400, inferenceXSpecsBasis),
    scaleOutPerPackage: figure(50, inferenceXSpecsBasis),
    hostProcessors: figure('2 × EPYC', inferenceXSpecsBasis),
    powerWatts: { provisionedPerPackage: figure(2180, inferenceXSpecsSingleBasis) },
  },
  scaleOut: { link: 'eth-400', linksPerPackage: 1 },
  notes: ['No switch: two packages talk over one link.'],
});

/** MI355X platform of 8. */
export const mi355x8 = catalogueSystem({
  id: 'mi355x-8',
  name: 'MI355X platform of 8',
  vendor: 'AMD',
  chip: mi355x,
  links: [{ link: xgmiMi355x, packages: 8 }],
  facts: {
    packages: figure(8, inferenceXSpecsBasis),
    packagesPerNode: figure(8, inferenceXSpecsBasis),
    nics: figure(8, inferenceXSpecsBasis),
    nicGigabitsPerSecond: figure(400, inferenceXSpecsBasis),
    scaleOutPerPackage: figure(50, inferenceXSpecsBasis),
    hostProcessors: figure('2 × EPYC', inferenceXSpecsBasis),
    powerWatts: { provisionedPerPackage: figure(2650, inferenceXSpecsSingleBasis) },
  },
  scaleOut: { link: 'eth-400', linksPerPackage: 1 },
  notes: ['No switch: two packages talk over one link.'],
});
