import { figure, type Basis } from '../figure.ts';
import { faradayNvlink, mlEngineeringNetwork } from '../sources/surveys.ts';
import { catalogueLink } from './linkFacts.ts';

const mlEngineeringNetworkBasis: Basis = { source: mlEngineeringNetwork, confidence: 'secondary' };
const faradayNvlinkBasis: Basis = { source: faradayNvlink, confidence: 'secondary-single' };

/** NVLink 2. */
export const nvlink2 = catalogueLink({
  id: 'nvlink2',
  name: 'NVLink 2',
  kind: 'scale-up',
  topology: 'switch',
  facts: {
    linksPerPackage: figure(6, mlEngineeringNetworkBasis),
    perLink: figure(25, mlEngineeringNetworkBasis),
    perPackage: figure(150, mlEngineeringNetworkBasis),
    headlineBothDirections: figure(300, mlEngineeringNetworkBasis),
    latencyLow: figure(1, faradayNvlinkBasis),
    latencyHigh: figure(2, faradayNvlinkBasis),
  },
});

/** NVLink 3. */
export const nvlink3 = catalogueLink({
  id: 'nvlink3',
  name: 'NVLink 3',
  kind: 'scale-up',
  topology: 'switch',
  facts: {
    linksPerPackage: figure(12, mlEngineeringNetworkBasis),
    perLink: figure(25, mlEngineeringNetworkBasis),
    perPackage: figure(300, mlEngineeringNetworkBasis),
    headlineBothDirections: figure(600, mlEngineeringNetworkBasis),
    latencyLow: figure(1, faradayNvlinkBasis),
    latencyHigh: figure(2, faradayNvlinkBasis),
  },
});

/** NVLink 4. */
export const nvlink4 = catalogueLink({
  id: 'nvlink4',
  name: 'NVLink 4',
  kind: 'scale-up',
  topology: 'switch',
  hasInNetworkReduction: true,
  facts: {
    linksPerPackage: figure(18, mlEngineeringNetworkBasis),
    perLink: figure(25, mlEngineeringNetworkBasis),
    perPackage: figure(450, mlEngineeringNetworkBasis),
    headlineBothDirections: figure(900, mlEngineeringNetworkBasis),
    latencyLow: figure(1, faradayNvlinkBasis),
    latencyHigh: figure(2, faradayNvlinkBasis),
  },
  notes: ['Measured on H200: 396 GB/s one way, 784 both ways at once.'],
});

/** NVLink 5. */
export const nvlink5 = catalogueLink({
  id: 'nvlink5',
  name: 'NVLink 5',
  kind: 'scale-up',
  topology: 'switch',
  hasInNetworkReduction: true,
  facts: {
    linksPerPackage: figure(18, mlEngineeringNetworkBasis),
    perLink: figure(50, mlEngineeringNetworkBasis),
    perPackage: figure(900, mlEngineeringNetworkBasis),
    headlineBothDirections: figure(1800, mlEngineeringNetworkBasis),
    latencyLow: figure(1, faradayNvlinkBasis),
    latencyHigh: figure(2, faradayNvlinkBasis),
  },
  notes: ['A vendor page prints 900 GB/s a link: it is 100 both ways, 1800 a GPU.'],
});
