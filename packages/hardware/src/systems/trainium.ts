import { inferentia2 } from '../chips/aws/inferentia2.ts';
import { trainium1 } from '../chips/aws/trainium1.ts';
import { trainium2 } from '../chips/aws/trainium2.ts';
import { trainium3 } from '../chips/aws/trainium3.ts';
import { figure, recalled, type Basis } from '../figure.ts';
import { neuronLinkV2, neuronLinkV2Inf2, neuronLinkV3, neuronLinkV4 } from '../links/neuronLink.ts';
import { inf2Doc, trn1Doc, trn2Doc, trn3Doc } from '../sources/aws.ts';
import { mlEngineeringNetwork } from '../sources/surveys.ts';
import { catalogueSystem } from './catalogueSystem.ts';

const trn1DocBasis: Basis = { source: trn1Doc, confidence: 'datasheet' };
const trn2DocBasis: Basis = {
  source: trn2Doc,
  confidence: 'datasheet',
  alsoIn: [mlEngineeringNetwork],
};
const trn2DocAndOthersBasis: Basis = { source: trn2Doc, confidence: 'datasheet' };
const trn3DocBasis: Basis = { source: trn3Doc, confidence: 'datasheet' };
const inf2DocBasis: Basis = { source: inf2Doc, confidence: 'datasheet' };

/** Trn1 node of 16. */
export const trn1Node = catalogueSystem({
  id: 'trn1.32xlarge',
  name: 'Trn1 node of 16',
  vendor: 'AWS',
  chip: trainium1,
  links: [
    {
      link: neuronLinkV2,
      packages: 16,
      torusAxes: [
        { packages: 4, wraps: true },
        { packages: 4, wraps: true },
      ],
    },
  ],
  facts: {
    packages: figure(16, trn1DocBasis),
    packagesPerNode: figure(16, trn1DocBasis),
    nics: figure(8, recalled),
    nicGigabitsPerSecond: figure(100, recalled),
    scaleOutPerPackage: figure(6.25, trn1DocBasis),
    hostMemoryGibibytes: figure(512, trn1DocBasis),
  },
  scaleOut: { link: 'eth-100', linksPerPackage: 0.5 },
});

/** Trn2 node of 16. */
export const trn2Node = catalogueSystem({
  id: 'trn2.48xlarge',
  name: 'Trn2 node of 16',
  vendor: 'AWS',
  chip: trainium2,
  links: [
    {
      link: neuronLinkV3,
      packages: 16,
      perPackage: 512,
      torusAxes: [
        { packages: 4, wraps: true },
        { packages: 4, wraps: true },
      ],
    },
  ],
  facts: {
    packages: figure(16, trn2DocBasis),
    packagesPerNode: figure(16, trn2DocBasis),
    nics: figure(16, trn2DocBasis),
    nicGigabitsPerSecond: figure(200, trn2DocBasis),
    scaleOutPerPackage: figure(25, trn2DocBasis),
    hostMemoryGibibytes: figure(2048, trn2DocBasis),
  },
  scaleOut: { link: 'eth-200', linksPerPackage: 1 },
});

/** Trn2 UltraServer. */
export const trn2UltraServer = catalogueSystem({
  id: 'trn2-ultraserver',
  name: 'Trn2 UltraServer',
  vendor: 'AWS',
  chip: trainium2,
  links: [
    {
      link: neuronLinkV3,
      packages: 16,
      perPackage: 512,
      torusAxes: [
        { packages: 4, wraps: true },
        { packages: 4, wraps: true },
      ],
    },
    {
      link: neuronLinkV3,
      packages: 64,
      perPackage: 128,
      torusAxes: [{ packages: 4, wraps: true }],
    },
  ],
  facts: {
    packages: figure(64, trn2DocAndOthersBasis),
    packagesPerNode: figure(16, trn2DocAndOthersBasis),
    nics: figure(64, trn2DocAndOthersBasis),
    nicGigabitsPerSecond: figure(200, trn2DocAndOthersBasis),
    scaleOutPerPackage: figure(25, trn2DocAndOthersBasis),
    hostMemoryGibibytes: figure(8192, trn2DocAndOthersBasis),
  },
  scaleOut: { link: 'eth-200', linksPerPackage: 1 },
  notes: ['Nodes are joined chip by chip, in rings of four.'],
});

/** Trn3 UltraServer, second generation. */
export const trn3UltraServer = catalogueSystem({
  id: 'trn3-ultraserver-gen2',
  name: 'Trn3 UltraServer, second generation',
  vendor: 'AWS',
  chip: trainium3,
  links: [{ link: neuronLinkV4, packages: 144 }],
  facts: {
    packages: figure(144, trn3DocBasis),
    packagesPerNode: figure(4, trn3DocBasis),
    switches: figure('NeuronSwitch-v1', trn3DocBasis),
    scaleOutPerPackage: figure(25, trn3DocBasis),
    hostMemoryGibibytes: figure(27648, trn3DocBasis),
  },
  scaleOut: { link: 'eth-200', linksPerPackage: 1 },
});

/** Inf2 node of 12. */
export const inf2Node = catalogueSystem({
  id: 'inf2.48xlarge',
  name: 'Inf2 node of 12',
  vendor: 'AWS',
  chip: inferentia2,
  links: [{ link: neuronLinkV2Inf2, packages: 12 }],
  facts: { packages: figure(12, inf2DocBasis), packagesPerNode: figure(12, inf2DocBasis) },
});
