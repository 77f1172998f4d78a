import { figure, type Basis } from '../figure.ts';
import { inf2Doc, trainium2Doc, trn1Doc, trn2Doc, trn3Doc } from '../sources/aws.ts';
import { mlEngineeringNetwork } from '../sources/surveys.ts';
import { catalogueLink } from './linkFacts.ts';

const trainium2DocBasis: Basis = {
  source: trainium2Doc,
  confidence: 'datasheet',
  alsoIn: [trn1Doc],
};
const inf2DocBasis: Basis = { source: inf2Doc, confidence: 'datasheet' };
const trn2DocBasis: Basis = {
  source: trn2Doc,
  confidence: 'datasheet',
  alsoIn: [mlEngineeringNetwork],
};
const trn3DocBasis: Basis = { source: trn3Doc, confidence: 'datasheet' };

/** NeuronLink-v2 of Trainium1. */
export const neuronLinkV2 = catalogueLink({
  id: 'neuronlink-v2',
  name: 'NeuronLink-v2 of Trainium1',
  kind: 'scale-up',
  topology: 'torus',
  facts: {
    perPackage: figure(192, trainium2DocBasis, {
      derivation: 'half of the printed figure, whose direction AWS does not state',
    }),
    headlineBothDirections: figure(384, trainium2DocBasis),
  },
  notes: ['Older documents describe a hypercube.'],
});

/** NeuronLink-v2 of Inferentia2. */
export const neuronLinkV2Inf2 = catalogueLink({
  id: 'neuronlink-v2-inf2',
  name: 'NeuronLink-v2 of Inferentia2',
  kind: 'scale-up',
  topology: 'ring',
  facts: {
    perPackage: figure(96, inf2DocBasis, {
      derivation: 'half of the printed figure, whose direction AWS does not state',
    }),
    headlineBothDirections: figure(192, inf2DocBasis),
  },
});

/** NeuronLink-v3 of Trainium2. */
export const neuronLinkV3 = catalogueLink({
  id: 'neuronlink-v3',
  name: 'NeuronLink-v3 of Trainium2',
  kind: 'scale-up',
  topology: 'torus',
  facts: {
    perPackage: figure(640, trn2DocBasis, {
      derivation: 'half of the printed figure, whose direction AWS does not state',
    }),
    perPair: figure(128, trn2DocBasis),
    headlineBothDirections: figure(1280, trn2DocBasis),
  },
  notes: ['Four links of 128 GB/s inside a node of 16, two of 64 to the nodes beside it.'],
});

/** NeuronLink-v4 of Trainium3. */
export const neuronLinkV4 = catalogueLink({
  id: 'neuronlink-v4',
  name: 'NeuronLink-v4 of Trainium3',
  kind: 'scale-up',
  topology: 'switch',
  facts: {
    perPackage: figure(1280, trn3DocBasis, {
      derivation: 'half of the printed figure, whose direction AWS does not state',
    }),
    headlineBothDirections: figure(2560, trn3DocBasis),
  },
  notes: ['The documents also say 2048 GiB/s, and a table of its PCIe links sums to 704.'],
});
