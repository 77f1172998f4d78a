/** The documentation of AWS Neuron, as of one commit. */
import { source } from '../figure.ts';

const neuron =
  'https://github.com/aws-neuron/aws-neuron-sdk/blob/81ce03ae261e12925e53437a0f690478e6366155/about-neuron/arch/neuron-hardware';

export const trainium1Doc = source('AWS Neuron: Trainium', `${neuron}/trainium.rst`, '2026-08-21');
export const trainium2Doc = source(
  'AWS Neuron: Trainium2',
  `${neuron}/trainium2.rst`,
  '2026-08-21',
);
export const trainium3Doc = source(
  'AWS Neuron: Trainium3',
  `${neuron}/trainium3.rst`,
  '2025-12-02',
);
export const inferentia2Doc = source(
  'AWS Neuron: Inferentia2',
  `${neuron}/inferentia2.rst`,
  '2026-08-21',
);
export const trn1Doc = source('AWS Neuron: Trn1', `${neuron}/trn1-arch.rst`, '2026-08-21');
export const trn2Doc = source('AWS Neuron: Trn2', `${neuron}/trn2-arch.rst`, '2026-08-21');
export const trn3Doc = source('AWS Neuron: Trn3', `${neuron}/trn3-arch.rst`, '2026-08-21');
export const inf2Doc = source('AWS Neuron: Inf2', `${neuron}/inf2-arch.rst`, '2026-08-21');
