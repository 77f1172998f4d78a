import { figure, recalled, type Basis } from '../figure.ts';
import { faradayNvlink, mlEngineeringNetwork } from '../sources/surveys.ts';
import { catalogueLink } from './linkFacts.ts';

const mlEngineeringNetworkBasis: Basis = {
  source: mlEngineeringNetwork,
  confidence: 'secondary-single',
};
const faradayNvlinkBasis: Basis = { source: faradayNvlink, confidence: 'secondary-single' };

/** InfiniBand HDR. */
export const ibHdr = catalogueLink({
  id: 'ib-hdr',
  name: 'InfiniBand HDR',
  kind: 'scale-out',
  topology: 'switch',
  hasInNetworkReduction: true,
  facts: {
    linksPerPackage: figure(1, mlEngineeringNetworkBasis),
    perLink: figure(25, mlEngineeringNetworkBasis),
    perPackage: figure(25, mlEngineeringNetworkBasis),
    latencyLow: figure(0.6, mlEngineeringNetworkBasis),
    latencyHigh: figure(1.5, mlEngineeringNetworkBasis),
  },
  notes: ['200 Gbit/s a port.'],
});

/** InfiniBand NDR. */
export const ibNdr = catalogueLink({
  id: 'ib-ndr',
  name: 'InfiniBand NDR',
  kind: 'scale-out',
  topology: 'switch',
  hasInNetworkReduction: true,
  facts: {
    linksPerPackage: figure(1, mlEngineeringNetworkBasis),
    perLink: figure(50, mlEngineeringNetworkBasis),
    perPackage: figure(50, mlEngineeringNetworkBasis),
    latencyLow: figure(1, faradayNvlinkBasis),
    latencyHigh: figure(5, faradayNvlinkBasis),
  },
  notes: ['400 Gbit/s a port.'],
});

/** InfiniBand XDR. */
export const ibXdr = catalogueLink({
  id: 'ib-xdr',
  name: 'InfiniBand XDR',
  kind: 'scale-out',
  topology: 'switch',
  hasInNetworkReduction: true,
  facts: {
    linksPerPackage: figure(1, recalled),
    perLink: figure(100, recalled),
    perPackage: figure(100, recalled),
    latencyLow: figure(1, recalled),
    latencyHigh: figure(5, recalled),
  },
  notes: ['800 Gbit/s a port. Latency unpublished: the range of NDR.'],
});
