import { figure, recalled, type Basis } from '../figure.ts';
import { rocmMi250, rocmMi300 } from '../sources/amd.ts';
import { inferenceXSpecs, mlEngineeringNetwork } from '../sources/surveys.ts';
import { catalogueLink } from './linkFacts.ts';

const rocmMi250Basis: Basis = { source: rocmMi250, confidence: 'datasheet' };
const mi300Basis: Basis = {
  source: mlEngineeringNetwork,
  confidence: 'secondary',
  alsoIn: [rocmMi300],
};
const mi350Basis: Basis = {
  source: mlEngineeringNetwork,
  confidence: 'secondary',
  alsoIn: [inferenceXSpecs],
};

/** Infinity Fabric of MI250X. */
export const xgmiMi250x = catalogueLink({
  id: 'xgmi-mi250x',
  name: 'Infinity Fabric of MI250X',
  kind: 'scale-up',
  topology: 'mesh',
  facts: {
    linksPerPackage: figure(8, rocmMi250Basis),
    perLink: figure(50, rocmMi250Basis),
    perPackage: figure(400, rocmMi250Basis),
    headlineBothDirections: figure(800, rocmMi250Basis),
    latencyLow: figure(2, recalled),
    latencyHigh: figure(5, recalled),
  },
  notes: ['Two packages share one to four links, 50 to 200 GB/s; one of the eight may serve PCIe.'],
});

/** Infinity Fabric bridge of MI210. */
export const xgmiMi210 = catalogueLink({
  id: 'xgmi-mi210',
  name: 'Infinity Fabric bridge of MI210',
  kind: 'scale-up',
  topology: 'mesh',
  facts: {
    linksPerPackage: figure(3, recalled),
    perLink: figure(50, recalled),
    perPackage: figure(150, recalled),
    perPair: figure(50, recalled),
    latencyLow: figure(2, recalled),
    latencyHigh: figure(5, recalled),
  },
});

/** Infinity Fabric of MI300X and MI325X. */
export const xgmiMi300x = catalogueLink({
  id: 'xgmi-mi300x',
  name: 'Infinity Fabric of MI300X and MI325X',
  kind: 'scale-up',
  topology: 'mesh',
  facts: {
    linksPerPackage: figure(7, mi300Basis),
    perLink: figure(64, mi300Basis),
    perPackage: figure(448, mi300Basis),
    perPair: figure(64, mi300Basis),
    headlineBothDirections: figure(896, mi300Basis),
    latencyLow: figure(2, recalled),
    latencyHigh: figure(5, recalled),
  },
  notes: ['No switch. Measured: 47.7 GB/s among two, 312.9 among eight.'],
});

/** Infinity Fabric of MI350X and MI355X. */
export const xgmiMi355x = catalogueLink({
  id: 'xgmi-mi355x',
  name: 'Infinity Fabric of MI350X and MI355X',
  kind: 'scale-up',
  topology: 'mesh',
  facts: {
    linksPerPackage: figure(7, mi350Basis),
    perLink: figure(76.8, mi350Basis),
    perPackage: figure(537.6, mi350Basis),
    perPair: figure(76.8, mi350Basis),
    headlineBothDirections: figure(1075, mi350Basis),
    latencyLow: figure(2, recalled),
    latencyHigh: figure(5, recalled),
  },
  notes: ['No switch. A table with 576 GB/s contradicts its own document.'],
});
