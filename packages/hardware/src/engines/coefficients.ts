import type { EngineCoefficients } from './engineCoefficients.ts';

// Written by npm run validate:silicon -- --fit

/** What served requests show, by engine and generation of chips. */
export const engineCoefficients: EngineCoefficients = {
  polledWaitSteps: 4.42,
  generations: {
    CDNA3: {
      kernelFactor: 1.13,
      kernelMicroseconds: 11.1,
    },
    CDNA4: {
      kernelFactor: 0.908,
      kernelMicroseconds: 1.41,
    },
  },
  engines: {
    vllm: [
      {
        version: '0.13.0',
        requestMilliseconds: 10.4,
        kernels: {
          Hopper: {
            kernelFactor: 0.985,
            kernelMicroseconds: 0,
          },
          Blackwell: {
            kernelFactor: 1.03,
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
            kernelFactor: 0.921,
            kernelMicroseconds: 0,
          },
        },
      },
    ],
    sglang: [
      {
        version: '0.5.5',
        requestMilliseconds: 35.4,
        kernels: {
          CDNA3: {
            kernelFactor: 1.13,
            kernelMicroseconds: 11.1,
          },
          CDNA4: {
            kernelFactor: 1,
            kernelMicroseconds: 1.41,
          },
        },
      },
      {
        version: '0.5.6',
        requestMilliseconds: 36.3,
        kernels: {
          Hopper: {
            kernelFactor: 1.03,
            kernelMicroseconds: 0,
          },
          Blackwell: {
            kernelFactor: 1.04,
            kernelMicroseconds: 0,
          },
        },
      },
      {
        version: '0.5.7',
        requestMilliseconds: 17.8,
        kernels: {
          CDNA4: {
            kernelFactor: 0.826,
            kernelMicroseconds: 1.41,
          },
        },
      },
    ],
    atom: [
      {
        version: '0.1.1',
        requestMilliseconds: 2.35,
        kernels: {
          CDNA4: {
            kernelFactor: 0.852,
            kernelMicroseconds: 1.41,
          },
        },
      },
    ],
  },
};
