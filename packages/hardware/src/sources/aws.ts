/** The documentation of AWS Neuron, as of one commit. */
import { source } from '../figure.ts';

export const trainium1Doc = source(
  'AWS Neuron: Trainium',
  'https://github.com/aws-neuron/aws-neuron-sdk/blob/81ce03ae261e12925e53437a0f690478e6366155/about-neuron/arch/neuron-hardware/trainium.rst',
  '2026-08-21',
);
export const trainium2Doc = source(
  'AWS Neuron: Trainium2',
  'https://github.com/aws-neuron/aws-neuron-sdk/blob/81ce03ae261e12925e53437a0f690478e6366155/about-neuron/arch/neuron-hardware/trainium2.rst',
  '2026-08-21',
);
export const trainium3Doc = source(
  'AWS Neuron: Trainium3',
  'https://github.com/aws-neuron/aws-neuron-sdk/blob/81ce03ae261e12925e53437a0f690478e6366155/about-neuron/arch/neuron-hardware/trainium3.rst',
  '2025-12-02',
);
export const inferentia2Doc = source(
  'AWS Neuron: Inferentia2',
  'https://github.com/aws-neuron/aws-neuron-sdk/blob/81ce03ae261e12925e53437a0f690478e6366155/about-neuron/arch/neuron-hardware/inferentia2.rst',
  '2026-08-21',
);
export const trn1Doc = source(
  'AWS Neuron: Trn1',
  'https://github.com/aws-neuron/aws-neuron-sdk/blob/81ce03ae261e12925e53437a0f690478e6366155/about-neuron/arch/neuron-hardware/trn1-arch.rst',
  '2026-08-21',
);
export const trn2Doc = source(
  'AWS Neuron: Trn2',
  'https://github.com/aws-neuron/aws-neuron-sdk/blob/81ce03ae261e12925e53437a0f690478e6366155/about-neuron/arch/neuron-hardware/trn2-arch.rst',
  '2026-08-21',
);
export const trn3Doc = source(
  'AWS Neuron: Trn3',
  'https://github.com/aws-neuron/aws-neuron-sdk/blob/81ce03ae261e12925e53437a0f690478e6366155/about-neuron/arch/neuron-hardware/trn3-arch.rst',
  '2026-08-21',
);
export const inf2Doc = source(
  'AWS Neuron: Inf2',
  'https://github.com/aws-neuron/aws-neuron-sdk/blob/81ce03ae261e12925e53437a0f690478e6366155/about-neuron/arch/neuron-hardware/inf2-arch.rst',
  '2026-08-21',
);
