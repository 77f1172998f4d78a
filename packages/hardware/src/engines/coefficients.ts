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
            stacks: [
              {
                chip: 'h100',
                model: 'gpt-oss-120b',
                precision: 'fp4',
                configurations: 34,
                leftOutTpotError: 2.4,
              },
            ],
          },
          Blackwell: {
            kernelFactor: 1.03,
            kernelMicroseconds: 0,
            stacks: [
              {
                chip: 'b200',
                model: 'gpt-oss-120b',
                precision: 'fp4',
                configurations: 39,
                leftOutTpotError: 4.1,
              },
            ],
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
            stacks: [
              {
                chip: 'b200',
                model: 'gpt-oss-120b',
                precision: 'fp4',
                configurations: 40,
                leftOutTpotError: 10.9,
              },
            ],
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
            stacks: [
              {
                chip: 'mi300x',
                model: 'deepseek-r1',
                precision: 'fp8',
                configurations: 12,
                leftOutTpotError: 30.8,
              },
            ],
          },
          CDNA4: {
            kernelFactor: 1,
            kernelMicroseconds: 1.41,
            stacks: [
              {
                chip: 'mi355x',
                model: 'deepseek-r1',
                precision: 'fp8',
                configurations: 10,
                leftOutTpotError: 12.9,
              },
            ],
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
            stacks: [
              {
                chip: 'h200',
                model: 'deepseek-r1',
                precision: 'fp8',
                configurations: 15,
                leftOutTpotError: 5.4,
              },
            ],
          },
          Blackwell: {
            kernelFactor: 1.04,
            kernelMicroseconds: 0,
            stacks: [
              {
                chip: 'b200',
                model: 'deepseek-r1',
                precision: 'fp4',
                configurations: 19,
                leftOutTpotError: 6.7,
              },
            ],
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
            stacks: [
              {
                chip: 'mi355x',
                model: 'deepseek-r1',
                precision: 'fp4',
                configurations: 16,
                leftOutTpotError: 11.4,
              },
            ],
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
            stacks: [
              {
                chip: 'mi355x',
                model: 'deepseek-r1',
                precision: 'fp4',
                configurations: 15,
                leftOutTpotError: 6.5,
              },
              {
                chip: 'mi355x',
                model: 'deepseek-r1',
                precision: 'fp8',
                configurations: 13,
                leftOutTpotError: 5.3,
              },
            ],
          },
        },
      },
    ],
  },
};
