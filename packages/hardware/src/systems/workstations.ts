import { arcB60 } from '../chips/intel/arcB60.ts';
import { a100Pcie80 } from '../chips/nvidia/a100Pcie80.ts';
import { h100Nvl } from '../chips/nvidia/h100Nvl.ts';
import { l40s } from '../chips/nvidia/l40s.ts';
import { rtx4090 } from '../chips/nvidia/rtx4090.ts';
import { rtx5090 } from '../chips/nvidia/rtx5090.ts';
import { rtxPro6000Server } from '../chips/nvidia/rtxPro6000Server.ts';
import { figure, recalled } from '../figure.ts';
import { nvlinkBridgeA100, nvlinkBridgeH100 } from '../links/nvlinkBridge.ts';
import { pcie4, pcie5 } from '../links/pcie.ts';
import { catalogueSystem } from './catalogueSystem.ts';

/** Workstation of 2 RTX 4090. */
export const rtx4090x2 = catalogueSystem({
  id: 'rtx4090-2',
  name: 'Workstation of 2 RTX 4090',
  vendor: 'NVIDIA',
  chip: rtx4090,
  links: [{ link: pcie4, packages: 2 }],
  facts: { packages: figure(2, recalled), packagesPerNode: figure(2, recalled) },
  notes: [
    'Over the host: the driver allows no peer-to-peer between GeForce cards, so transfers are slower than this.',
  ],
});

/** Workstation of 4 RTX 4090. */
export const rtx4090x4 = catalogueSystem({
  id: 'rtx4090-4',
  name: 'Workstation of 4 RTX 4090',
  vendor: 'NVIDIA',
  chip: rtx4090,
  links: [{ link: pcie4, packages: 4 }],
  facts: { packages: figure(4, recalled), packagesPerNode: figure(4, recalled) },
  notes: [
    'Over the host: the driver allows no peer-to-peer between GeForce cards, so transfers are slower than this.',
  ],
});

/** Workstation of 2 RTX 5090. */
export const rtx5090x2 = catalogueSystem({
  id: 'rtx5090-2',
  name: 'Workstation of 2 RTX 5090',
  vendor: 'NVIDIA',
  chip: rtx5090,
  links: [{ link: pcie5, packages: 2 }],
  facts: { packages: figure(2, recalled), packagesPerNode: figure(2, recalled) },
  notes: [
    'Over the host: the driver allows no peer-to-peer between GeForce cards, so transfers are slower than this.',
  ],
});

/** Workstation of 4 Arc Pro B60. */
export const arcB60x4 = catalogueSystem({
  id: 'arc-b60-4',
  name: 'Workstation of 4 Arc Pro B60',
  vendor: 'Intel',
  chip: arcB60,
  links: [{ link: pcie5, packages: 4, perPackage: 31.5 }],
  facts: { packages: figure(4, recalled), packagesPerNode: figure(4, recalled) },
  notes: ['Each card has eight lanes.'],
});

/** Server of 8 L40S. */
export const l40sx8 = catalogueSystem({
  id: 'l40s-8',
  name: 'Server of 8 L40S',
  vendor: 'NVIDIA',
  chip: l40s,
  links: [{ link: pcie4, packages: 8 }],
  facts: { packages: figure(8, recalled), packagesPerNode: figure(8, recalled) },
});

/** Server of 8 RTX PRO 6000. */
export const rtxPro6000x8 = catalogueSystem({
  id: 'rtx-pro-6000-server-8',
  name: 'Server of 8 RTX PRO 6000',
  vendor: 'NVIDIA',
  chip: rtxPro6000Server,
  links: [{ link: pcie5, packages: 8 }],
  facts: { packages: figure(8, recalled), packagesPerNode: figure(8, recalled) },
});

/** Pair of H100 NVL. */
export const h100Nvl2 = catalogueSystem({
  id: 'h100-nvl-2',
  name: 'Pair of H100 NVL',
  vendor: 'NVIDIA',
  chip: h100Nvl,
  links: [{ link: nvlinkBridgeH100, packages: 2 }],
  facts: { packages: figure(2, recalled), packagesPerNode: figure(2, recalled) },
});

/** Pair of A100 80 GB PCIe. */
export const a100Pcie2 = catalogueSystem({
  id: 'a100-80-pcie-2',
  name: 'Pair of A100 80 GB PCIe',
  vendor: 'NVIDIA',
  chip: a100Pcie80,
  links: [{ link: nvlinkBridgeA100, packages: 2 }],
  facts: { packages: figure(2, recalled), packagesPerNode: figure(2, recalled) },
});
