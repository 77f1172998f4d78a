import { tpuV4 } from '../chips/google/tpuV4.ts';
import { tpuV5e } from '../chips/google/tpuV5e.ts';
import { tpuV5p } from '../chips/google/tpuV5p.ts';
import { tpuV6e } from '../chips/google/tpuV6e.ts';
import { tpuV7 } from '../chips/google/tpuV7.ts';
import { figure, type Basis } from '../figure.ts';
import { iciV4, iciV5e, iciV5p, iciV6e, iciV7 } from '../links/ici.ts';
import { tpuV4Doc, tpuV5eDoc, tpuV5pDoc, tpuV6eDoc, tpuV7Doc } from '../sources/google.ts';
import { catalogueSystem } from './catalogueSystem.ts';

const tpuV4DocBasis: Basis = { source: tpuV4Doc, confidence: 'datasheet' };
const tpuV5eDocBasis: Basis = { source: tpuV5eDoc, confidence: 'datasheet' };
const tpuV5pDocBasis: Basis = { source: tpuV5pDoc, confidence: 'datasheet' };
const tpuV6eDocBasis: Basis = { source: tpuV6eDoc, confidence: 'datasheet' };
const tpuV7DocBasis: Basis = { source: tpuV7Doc, confidence: 'datasheet' };

/** TPU v4 pod. */
export const tpuV4Pod = catalogueSystem({
  id: 'tpu-v4-pod',
  name: 'TPU v4 pod',
  vendor: 'Google',
  chip: tpuV4,
  links: [
    {
      link: iciV4,
      packages: 4096,
      torusAxes: [
        { packages: 16, wraps: true },
        { packages: 16, wraps: true },
        { packages: 16, wraps: true },
      ],
    },
  ],
  facts: { packages: figure(4096, tpuV4DocBasis), packagesPerNode: figure(4, tpuV4DocBasis) },
});

/** TPU v5e pod. */
export const tpuV5ePod = catalogueSystem({
  id: 'tpu-v5e-pod',
  name: 'TPU v5e pod',
  vendor: 'Google',
  chip: tpuV5e,
  links: [
    {
      link: iciV5e,
      packages: 256,
      torusAxes: [
        { packages: 16, wraps: true },
        { packages: 16, wraps: true },
      ],
    },
  ],
  facts: {
    packages: figure(256, tpuV5eDocBasis),
    packagesPerNode: figure(8, tpuV5eDocBasis),
    nics: figure(64, tpuV5eDocBasis),
    nicGigabitsPerSecond: figure(100, tpuV5eDocBasis),
    scaleOutPerPackage: figure(3.125, tpuV5eDocBasis),
    hostMemoryGibibytes: figure(512, tpuV5eDocBasis),
  },
  scaleOut: { link: 'eth-100', linksPerPackage: 0.25 },
  notes: ['Two network cards for each host of eight.'],
});

/** TPU v5p pod. */
export const tpuV5pPod = catalogueSystem({
  id: 'tpu-v5p-pod',
  name: 'TPU v5p pod',
  vendor: 'Google',
  chip: tpuV5p,
  links: [
    {
      link: iciV5p,
      packages: 6144,
      torusAxes: [
        { packages: 16, wraps: true },
        { packages: 16, wraps: true },
        { packages: 24, wraps: true },
      ],
    },
  ],
  facts: {
    packages: figure(6144, tpuV5pDocBasis),
    packagesPerNode: figure(4, tpuV5pDocBasis),
    scaleOutPerPackage: figure(6.25, tpuV5pDocBasis),
    hostMemoryGibibytes: figure(448, tpuV5pDocBasis),
  },
  scaleOut: { link: 'eth-100', linksPerPackage: 0.5 },
  notes: ['The largest job; the pod has 8960 chips.'],
});

/** TPU v6e pod. */
export const tpuV6ePod = catalogueSystem({
  id: 'tpu-v6e-pod',
  name: 'TPU v6e pod',
  vendor: 'Google',
  chip: tpuV6e,
  links: [
    {
      link: iciV6e,
      packages: 256,
      torusAxes: [
        { packages: 16, wraps: true },
        { packages: 16, wraps: true },
      ],
    },
  ],
  facts: {
    packages: figure(256, tpuV6eDocBasis),
    packagesPerNode: figure(8, tpuV6eDocBasis),
    hostMemoryGibibytes: figure(1536, tpuV6eDocBasis),
  },
});

/** TPU7x pod. */
export const tpuV7Pod = catalogueSystem({
  id: 'tpu-v7-pod',
  name: 'TPU7x pod',
  vendor: 'Google',
  chip: tpuV7,
  links: [
    {
      link: iciV7,
      packages: 9216,
      torusAxes: [
        { packages: 16, wraps: true },
        { packages: 24, wraps: true },
        { packages: 24, wraps: true },
      ],
    },
  ],
  facts: { packages: figure(9216, tpuV7DocBasis), packagesPerNode: figure(4, tpuV7DocBasis) },
  notes: ['The document gives 9216 chips in three dimensions; 16 × 24 × 24 is taken.'],
});
