/** Documents about AMD's chips and links. */
import { source } from '../figure.ts';

export const rocmMi300 = source(
  'AMD ROCm documentation: MI300 series microarchitecture',
  'https://github.com/ROCm/ROCm/blob/e396b4898f459db094bfd60b876f419f77eb9f09/docs/conceptual/gpu-arch/mi300.md',
  '2025-03-21',
);
export const rocmSpecs = source(
  'AMD ROCm documentation: GPU specifications',
  'https://rocm.docs.amd.com/en/7.13.0-preview/reference/gpu-specs.html',
  '2026',
);
export const rocmMi250 = source(
  'AMD ROCm documentation: MI250 microarchitecture',
  'https://rocm.docs.amd.com/en/docs-7.14.0/_sources/reference/gpu-arch/mi250.md',
  '2025',
);
export const mi250Article = source(
  'zexron: MI250X',
  'https://zexron.com/amd-mi250-x-aldebaran-as-mcm-with-up-to-479-teraflop-s-and-560-watt-tdp',
);
export const mi210Comparison = source(
  'hmc-tech: MI200 and MI250',
  'https://hmc-tech.com/gpu/amd-instinct-mi200-vs-amd-instinct-mi250',
);
export const vultrRocm = source(
  'Vultr: hardware for ROCm',
  'https://docs.vultr.com/inference-cookbook/rocm/getting-started/hardware-requirements',
);
export const registerMi355x = source(
  'The Register: MI355X',
  'https://www.theregister.com/2025/06/12/amd_mi355x/',
  '2025-06-12',
);
export const tomsMi355x = source(
  'Tom’s Hardware: MI355X power',
  'https://www.tomshardware.com/pc-components/gpus/amds-instinct-mi355x-accelerator-will-consume-1-400-watts',
);
export const tomsEpyc9755 = source(
  'Tom’s Hardware: EPYC 9755',
  'https://www.tomshardware.com/pc-components/cpus/new-zen-5-128-core-epyc-cpu-weilds-512mb-of-l3-cache',
  '2024',
);
