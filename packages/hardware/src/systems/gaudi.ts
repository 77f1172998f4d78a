import { gaudi2 } from '../chips/intel/gaudi2.ts';
import { gaudi3 } from '../chips/intel/gaudi3.ts';
import { figure, type Basis } from '../figure.ts';
import { gaudi2Roce, gaudi3Roce } from '../links/gaudi.ts';
import { gaudiNetwork } from '../sources/others.ts';
import { mlEngineeringNetwork } from '../sources/surveys.ts';
import { catalogueSystem } from './catalogueSystem.ts';

const gaudiNetworkBasis: Basis = { source: gaudiNetwork, confidence: 'datasheet' };
const mlEngineeringNetworkBasis: Basis = { source: mlEngineeringNetwork, confidence: 'secondary' };

/** Gaudi 3 node of 8. */
export const gaudi3Node = catalogueSystem({
  id: 'gaudi3-8',
  name: 'Gaudi 3 node of 8',
  vendor: 'Intel',
  chip: gaudi3,
  links: [{ link: gaudi3Roce, packages: 8 }],
  facts: {
    packages: figure(8, gaudiNetworkBasis),
    packagesPerNode: figure(8, gaudiNetworkBasis),
    nics: figure(24, gaudiNetworkBasis),
    nicGigabitsPerSecond: figure(200, gaudiNetworkBasis),
    scaleOutPerPackage: figure(75, gaudiNetworkBasis),
    hostProcessors: figure('2 × Xeon', gaudiNetworkBasis),
  },
  scaleOut: { link: 'eth-200', linksPerPackage: 3 },
});

/** Gaudi 2 node of 8. */
export const gaudi2Node = catalogueSystem({
  id: 'gaudi2-8',
  name: 'Gaudi 2 node of 8',
  vendor: 'Intel',
  chip: gaudi2,
  links: [{ link: gaudi2Roce, packages: 8 }],
  facts: {
    packages: figure(8, mlEngineeringNetworkBasis),
    packagesPerNode: figure(8, mlEngineeringNetworkBasis),
    nics: figure(24, mlEngineeringNetworkBasis),
    nicGigabitsPerSecond: figure(100, mlEngineeringNetworkBasis),
    scaleOutPerPackage: figure(37.5, mlEngineeringNetworkBasis),
  },
  scaleOut: { link: 'eth-100', linksPerPackage: 3 },
});
