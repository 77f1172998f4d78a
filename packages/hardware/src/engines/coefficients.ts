import type { EngineCoefficients } from './engineCoefficients.ts';

// Written by npm run validate:silicon -- --fit

/** What served requests show, by engine and generation of chips. */
export const engineCoefficients: EngineCoefficients = {
  polledWaitSteps: 4.33,
  generations: {
    CDNA3: {
      kernelFactor: 1.15,
      kernelMicroseconds: 10.9,
    },
    CDNA4: {
      kernelFactor: 0.907,
      kernelMicroseconds: 1.57,
    },
  },
  engines: {
    vllm: [
      {
        version: '0.13.0',
        requestMilliseconds: 10.5,
        kernels: {
          Hopper: {
            kernelFactor: 0.985,
            kernelMicroseconds: 0,
          },
          Blackwell: {
            kernelFactor: 1.02,
            kernelMicroseconds: 0,
          },
        },
      },
    ],
    trtllm: [
      {
        version: '1.2.0rc2',
        requestMilliseconds: 19.4,
        kernels: {
          Blackwell: {
            kernelFactor: 0.925,
            kernelMicroseconds: 0,
          },
        },
      },
    ],
    sglang: [
      {
        version: '0.5.5',
        requestMilliseconds: 36.2,
        kernels: {
          CDNA3: {
            kernelFactor: 1.14,
            kernelMicroseconds: 10.9,
          },
          CDNA4: {
            kernelFactor: 0.956,
            kernelMicroseconds: 2.14,
          },
        },
      },
      {
        version: '0.5.6',
        requestMilliseconds: 37.6,
        kernels: {
          Hopper: {
            kernelFactor: 0.992,
            kernelMicroseconds: 0.649,
          },
          Blackwell: {
            kernelFactor: 1.04,
            kernelMicroseconds: 0,
          },
        },
      },
      {
        version: '0.5.7',
        requestMilliseconds: 18.3,
        kernels: {
          CDNA4: {
            kernelFactor: 0.817,
            kernelMicroseconds: 1.53,
          },
        },
      },
    ],
    atom: [
      {
        version: '0.1.1',
        requestMilliseconds: 2.1,
        kernels: {
          CDNA4: {
            kernelFactor: 0.889,
            kernelMicroseconds: 0.961,
          },
        },
      },
    ],
  },
};
