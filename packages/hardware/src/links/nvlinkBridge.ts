import { figure, recalled, type Basis } from '../figure.ts';
import { a40Datasheet, hopperTable } from '../sources/nvidia.ts';
import { catalogueLink } from './linkFacts.ts';

const hopperTableBasis: Basis = { source: hopperTable, confidence: 'secondary' };
const a40DatasheetBasis: Basis = { source: a40Datasheet, confidence: 'secondary' };

/** NVLink bridge of A100 PCIe. */
export const nvlinkBridgeA100 = catalogueLink({
  id: 'nvlink-bridge-a100',
  name: 'NVLink bridge of A100 PCIe',
  kind: 'pair',
  topology: 'pair',
  facts: {
    linksPerPackage: figure(12, recalled),
    perLink: figure(25, recalled),
    perPackage: figure(300, recalled),
    headlineBothDirections: figure(600, recalled),
  },
});

/** NVLink bridge of H100 PCIe and NVL. */
export const nvlinkBridgeH100 = catalogueLink({
  id: 'nvlink-bridge-h100',
  name: 'NVLink bridge of H100 PCIe and NVL',
  kind: 'pair',
  topology: 'pair',
  facts: {
    linksPerPackage: figure(12, hopperTableBasis),
    perLink: figure(25, hopperTableBasis),
    perPackage: figure(300, hopperTableBasis),
    headlineBothDirections: figure(600, hopperTableBasis),
  },
});

/** NVLink bridge of A30. */
export const nvlinkBridgeA30 = catalogueLink({
  id: 'nvlink-bridge-a30',
  name: 'NVLink bridge of A30',
  kind: 'pair',
  topology: 'pair',
  facts: {
    perPackage: figure(100, recalled),
  },
});

/** NVLink bridge of A40. */
export const nvlinkBridgeA40 = catalogueLink({
  id: 'nvlink-bridge-a40',
  name: 'NVLink bridge of A40',
  kind: 'pair',
  topology: 'pair',
  facts: {
    perPackage: figure(56.25, a40DatasheetBasis),
    headlineBothDirections: figure(112.5, a40DatasheetBasis),
  },
});
