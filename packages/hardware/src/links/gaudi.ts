import { figure, type Basis } from '../figure.ts';
import { gaudiNetwork } from '../sources/others.ts';
import { mlEngineeringNetwork } from '../sources/surveys.ts';
import { catalogueLink } from './linkFacts.ts';

const mlEngineeringNetworkBasis: Basis = { source: mlEngineeringNetwork, confidence: 'secondary' };
const gaudiNetworkBasis: Basis = { source: gaudiNetwork, confidence: 'datasheet' };

/** RoCE of Gaudi 2. */
export const gaudi2Roce = catalogueLink({
  id: 'gaudi2-roce',
  name: 'RoCE of Gaudi 2',
  kind: 'scale-up',
  topology: 'mesh',
  facts: {
    linksPerPackage: figure(21, mlEngineeringNetworkBasis),
    perLink: figure(12.5, mlEngineeringNetworkBasis),
    perPackage: figure(262.5, mlEngineeringNetworkBasis),
    perPair: figure(37.5, mlEngineeringNetworkBasis),
  },
  notes: ['21 of 24 ports of 100 Gbit/s; the other three lead out of the node.'],
});

/** RoCE of Gaudi 3. */
export const gaudi3Roce = catalogueLink({
  id: 'gaudi3-roce',
  name: 'RoCE of Gaudi 3',
  kind: 'scale-up',
  topology: 'mesh',
  facts: {
    linksPerPackage: figure(21, gaudiNetworkBasis),
    perLink: figure(25, gaudiNetworkBasis),
    perPackage: figure(525, gaudiNetworkBasis),
    perPair: figure(75, gaudiNetworkBasis),
    headlineBothDirections: figure(1050, gaudiNetworkBasis),
  },
  notes: ['21 of 24 ports of 200 Gbit/s. The printed 1200 GB/s counts all 24, both ways.'],
});
