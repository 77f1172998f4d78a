import type { EngineCoefficients } from './engineCoefficients.ts';

// Written by npm run validate:silicon -- --fit

/** What served requests show, by engine and generation of chips. */
export const engineCoefficients: EngineCoefficients = {
  generations: {
    CDNA3: {
      kernelFactor: 1.17,
      kernelMicroseconds: 10.4,
    },
    CDNA4: {
      kernelFactor: 0.892,
      kernelMicroseconds: 1.18,
    },
  },
  engines: {
    vllm: {
      version: '0.13.0',
      requestMilliseconds: 10.5,
      kernelFactors: {
        Hopper: 0.986,
        Blackwell: 1.03,
      },
    },
    trtllm: {
      version: '1.2.0rc2',
      requestMilliseconds: 19.2,
      kernelFactors: {
        Blackwell: 0.932,
      },
    },
    sglang: {
      version: '0.5.6',
      requestMilliseconds: 33.2,
      kernelFactors: {
        Hopper: 1.03,
        Blackwell: 1.13,
        CDNA3: 0.999,
        CDNA4: 1,
      },
    },
    atom: {
      version: '0.1.1',
      requestMilliseconds: 3.58,
      kernelFactors: {
        CDNA4: 0.977,
      },
    },
  },
};
