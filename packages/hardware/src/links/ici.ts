import { figure, type Basis } from '../figure.ts';
import { tpuV5eDoc, tpuV5pDoc, tpuV6eDoc } from '../sources/google.ts';
import { mlEngineeringNetwork, scalingBook } from '../sources/surveys.ts';
import { catalogueLink } from './linkFacts.ts';

const scalingBookBasis: Basis = { source: scalingBook, confidence: 'secondary-single' };
const tpuV5eDocBasis: Basis = { source: tpuV5eDoc, confidence: 'datasheet' };
const tpuV5pDocBasis: Basis = { source: tpuV5pDoc, confidence: 'datasheet' };
const tpuV6eDocBasis: Basis = { source: tpuV6eDoc, confidence: 'datasheet' };
const mlEngineeringNetworkBasis: Basis = { source: mlEngineeringNetwork, confidence: 'secondary' };

/** ICI of TPU v4. */
export const iciV4 = catalogueLink({
  id: 'ici-v4',
  name: 'ICI of TPU v4',
  kind: 'scale-up',
  topology: 'torus',
  facts: {
    linksPerPackage: figure(6, scalingBookBasis),
    perLink: figure(50, scalingBookBasis),
    perPackage: figure(300, scalingBookBasis),
    perPair: figure(50, scalingBookBasis),
    latencyLow: figure(1, scalingBookBasis),
    latencyHigh: figure(1, scalingBookBasis),
  },
  notes: [
    '2400 Gbit/s in older documents. The scaling book computes with an effective 45 GB/s a link.',
  ],
});

/** ICI of TPU v5e. */
export const iciV5e = catalogueLink({
  id: 'ici-v5e',
  name: 'ICI of TPU v5e',
  kind: 'scale-up',
  topology: 'torus',
  facts: {
    linksPerPackage: figure(4, tpuV5eDocBasis),
    perLink: figure(50, tpuV5eDocBasis),
    perPackage: figure(200, tpuV5eDocBasis),
    perPair: figure(50, tpuV5eDocBasis),
    headlineBothDirections: figure(400, tpuV5eDocBasis),
    latencyLow: figure(1, scalingBookBasis),
    latencyHigh: figure(1, scalingBookBasis),
  },
  notes: ['Axes wrap only at their full 16.'],
});

/** ICI of TPU v5p. */
export const iciV5p = catalogueLink({
  id: 'ici-v5p',
  name: 'ICI of TPU v5p',
  kind: 'scale-up',
  topology: 'torus',
  facts: {
    linksPerPackage: figure(6, tpuV5pDocBasis),
    perLink: figure(100, tpuV5pDocBasis),
    perPackage: figure(600, tpuV5pDocBasis),
    perPair: figure(100, tpuV5pDocBasis),
    headlineBothDirections: figure(1200, tpuV5pDocBasis),
    latencyLow: figure(1, scalingBookBasis),
    latencyHigh: figure(1, scalingBookBasis),
  },
  notes: ['4800 Gbit/s in older documents, one direction.'],
});

/** ICI of TPU v6e. */
export const iciV6e = catalogueLink({
  id: 'ici-v6e',
  name: 'ICI of TPU v6e',
  kind: 'scale-up',
  topology: 'torus',
  facts: {
    linksPerPackage: figure(4, tpuV6eDocBasis),
    perLink: figure(100, tpuV6eDocBasis),
    perPackage: figure(400, tpuV6eDocBasis),
    perPair: figure(100, tpuV6eDocBasis),
    headlineBothDirections: figure(800, tpuV6eDocBasis),
    latencyLow: figure(1, scalingBookBasis),
    latencyHigh: figure(1, scalingBookBasis),
  },
});

/** ICI of TPU7x. */
export const iciV7 = catalogueLink({
  id: 'ici-v7',
  name: 'ICI of TPU7x',
  kind: 'scale-up',
  topology: 'torus',
  facts: {
    linksPerPackage: figure(6, mlEngineeringNetworkBasis),
    perLink: figure(100, mlEngineeringNetworkBasis),
    perPackage: figure(600, mlEngineeringNetworkBasis),
    perPair: figure(100, mlEngineeringNetworkBasis),
    headlineBothDirections: figure(1200, mlEngineeringNetworkBasis),
    latencyLow: figure(1, scalingBookBasis),
    latencyHigh: figure(1, scalingBookBasis),
  },
});
