import { figure, recalled, type Basis } from '../figure.ts';
import { aiconfigurator, faradayNvlink, mlEngineeringNetwork } from '../sources/surveys.ts';
import { catalogueLink } from './linkFacts.ts';

const faradayNvlinkBasis: Basis = {
  source: faradayNvlink,
  confidence: 'secondary-single',
  alsoIn: [aiconfigurator],
};
const mlEngineeringNetworkBasis: Basis = { source: mlEngineeringNetwork, confidence: 'secondary' };

/** PCIe 3.0 ×16. */
export const pcie3 = catalogueLink({
  id: 'pcie3-x16',
  name: 'PCIe 3.0 ×16',
  kind: 'host',
  topology: 'tree',
  facts: {
    linksPerPackage: figure(1, recalled),
    perLink: figure(15.75, recalled),
    perPackage: figure(15.75, recalled),
    latencyLow: figure(2, faradayNvlinkBasis),
    latencyHigh: figure(5, faradayNvlinkBasis),
  },
  notes: ['After encoding; transfers reach 85 to 90 % of it.'],
});

/** PCIe 4.0 ×16. */
export const pcie4 = catalogueLink({
  id: 'pcie4-x16',
  name: 'PCIe 4.0 ×16',
  kind: 'host',
  topology: 'tree',
  facts: {
    linksPerPackage: figure(1, mlEngineeringNetworkBasis),
    perLink: figure(31.5, mlEngineeringNetworkBasis),
    perPackage: figure(31.5, mlEngineeringNetworkBasis),
    latencyLow: figure(2, faradayNvlinkBasis),
    latencyHigh: figure(5, faradayNvlinkBasis),
  },
  notes: ['After encoding; transfers reach 85 to 90 % of it.'],
});

/** PCIe 5.0 ×16. */
export const pcie5 = catalogueLink({
  id: 'pcie5-x16',
  name: 'PCIe 5.0 ×16',
  kind: 'host',
  topology: 'tree',
  facts: {
    linksPerPackage: figure(1, mlEngineeringNetworkBasis),
    perLink: figure(63, mlEngineeringNetworkBasis),
    perPackage: figure(63, mlEngineeringNetworkBasis),
    latencyLow: figure(2, faradayNvlinkBasis),
    latencyHigh: figure(5, faradayNvlinkBasis),
  },
  notes: ['After encoding; transfers reach 85 to 90 % of it.'],
});

/** PCIe 6.0 ×16. */
export const pcie6 = catalogueLink({
  id: 'pcie6-x16',
  name: 'PCIe 6.0 ×16',
  kind: 'host',
  topology: 'tree',
  facts: {
    linksPerPackage: figure(1, mlEngineeringNetworkBasis),
    perLink: figure(121, mlEngineeringNetworkBasis),
    perPackage: figure(121, mlEngineeringNetworkBasis),
    latencyLow: figure(2, faradayNvlinkBasis),
    latencyHigh: figure(5, faradayNvlinkBasis),
  },
  notes: [
    'After encoding; transfers reach 85 to 90 % of it.',
    'No accelerator’s host path runs it from end to end.',
  ],
});
