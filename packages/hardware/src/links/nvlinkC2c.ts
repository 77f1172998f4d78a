import { figure, type Basis } from '../figure.ts';
import { aiwikiGh200, spheronGh200 } from '../sources/nvidia.ts';
import { mlEngineeringNetwork } from '../sources/surveys.ts';
import { catalogueLink } from './linkFacts.ts';

const spheronGh200Basis: Basis = {
  source: spheronGh200,
  confidence: 'secondary',
  alsoIn: [aiwikiGh200],
};
const mlEngineeringNetworkBasis: Basis = { source: mlEngineeringNetwork, confidence: 'secondary' };

/** NVLink-C2C of Grace Hopper. */
export const nvlinkC2cHopper = catalogueLink({
  id: 'nvlink-c2c-hopper',
  name: 'NVLink-C2C of Grace Hopper',
  kind: 'processor',
  topology: 'pair',
  facts: {
    linksPerPackage: figure(1, spheronGh200Basis),
    perLink: figure(450, spheronGh200Basis),
    perPackage: figure(450, spheronGh200Basis),
    headlineBothDirections: figure(900, spheronGh200Basis),
  },
  notes: ['The memory of the CPU is the limit: about 500 GB/s.'],
});

/** NVLink-C2C of Grace Blackwell. */
export const nvlinkC2cBlackwell = catalogueLink({
  id: 'nvlink-c2c-blackwell',
  name: 'NVLink-C2C of Grace Blackwell',
  kind: 'processor',
  topology: 'pair',
  facts: {
    linksPerPackage: figure(1, mlEngineeringNetworkBasis),
    perLink: figure(450, mlEngineeringNetworkBasis),
    perPackage: figure(450, mlEngineeringNetworkBasis),
    headlineBothDirections: figure(900, mlEngineeringNetworkBasis),
  },
  notes: ['Per superchip, whose two GPUs share it: 225 GB/s each when both send (recalled).'],
});
