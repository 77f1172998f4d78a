import { figure, type Basis } from '../figure.ts';
import { faradayNvlink, mlEngineeringNetwork } from '../sources/surveys.ts';
import { catalogueLink } from './linkFacts.ts';

const mlEngineeringNetworkBasis: Basis = { source: mlEngineeringNetwork, confidence: 'secondary' };
const faradayNvlinkBasis: Basis = { source: faradayNvlink, confidence: 'secondary-single' };

/** Ethernet 100 GbE. */
export const ethernet100 = catalogueLink({
  id: 'eth-100',
  name: 'Ethernet 100 GbE',
  kind: 'scale-out',
  topology: 'switch',
  facts: {
    linksPerPackage: figure(1, mlEngineeringNetworkBasis),
    perLink: figure(12.5, mlEngineeringNetworkBasis),
    perPackage: figure(12.5, mlEngineeringNetworkBasis),
    latencyLow: figure(2, faradayNvlinkBasis),
    latencyHigh: figure(10, faradayNvlinkBasis),
  },
  notes: ['RoCEv2 or EFA at line rate. Few switches add up in the network.'],
});

/** Ethernet 200 GbE. */
export const ethernet200 = catalogueLink({
  id: 'eth-200',
  name: 'Ethernet 200 GbE',
  kind: 'scale-out',
  topology: 'switch',
  facts: {
    linksPerPackage: figure(1, mlEngineeringNetworkBasis),
    perLink: figure(25, mlEngineeringNetworkBasis),
    perPackage: figure(25, mlEngineeringNetworkBasis),
    latencyLow: figure(2, faradayNvlinkBasis),
    latencyHigh: figure(10, faradayNvlinkBasis),
  },
  notes: ['RoCEv2 or EFA at line rate. Few switches add up in the network.'],
});

/** Ethernet 400 GbE. */
export const ethernet400 = catalogueLink({
  id: 'eth-400',
  name: 'Ethernet 400 GbE',
  kind: 'scale-out',
  topology: 'switch',
  facts: {
    linksPerPackage: figure(1, mlEngineeringNetworkBasis),
    perLink: figure(50, mlEngineeringNetworkBasis),
    perPackage: figure(50, mlEngineeringNetworkBasis),
    latencyLow: figure(2, faradayNvlinkBasis),
    latencyHigh: figure(10, faradayNvlinkBasis),
  },
  notes: ['RoCEv2 or EFA at line rate. Few switches add up in the network.'],
});

/** Ethernet 800 GbE. */
export const ethernet800 = catalogueLink({
  id: 'eth-800',
  name: 'Ethernet 800 GbE',
  kind: 'scale-out',
  topology: 'switch',
  facts: {
    linksPerPackage: figure(1, mlEngineeringNetworkBasis),
    perLink: figure(100, mlEngineeringNetworkBasis),
    perPackage: figure(100, mlEngineeringNetworkBasis),
    latencyLow: figure(2, faradayNvlinkBasis),
    latencyHigh: figure(10, faradayNvlinkBasis),
  },
  notes: ['RoCEv2 or EFA at line rate. Few switches add up in the network.'],
});
