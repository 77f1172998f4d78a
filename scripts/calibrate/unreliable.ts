import type { Measurement } from '../../packages/hardware/src/calibration/measurements/measurement.ts';

/** A reason to leave measurements out of the fits. */
export interface Exclusion {
  readonly reason: string;
  readonly chips?: readonly string[];
  readonly matches: (measurement: Measurement) => boolean;
}

const isWindowed = (measurement: Measurement): boolean =>
  measurement.kind === 'prefillAttention' && measurement.sizes.windowed === 1;

/** What is known to be measured otherwise than it is served. */
export const exclusions: readonly Exclusion[] = [
  {
    reason:
      'vLLM fp8_block products were timed without CUDA graphs: 57 to 360 µs of host time each. They give the floor without graphs instead.',
    matches: isEager,
  },
  {
    reason:
      'SGLang Triton and Marlin experts with expert parallelism compute assignments of other packages too.',
    matches: ({ kind, engine, variant, shape }) =>
      kind === 'experts' &&
      engine === 'sglang' &&
      /triton|marlin/.test(variant) &&
      shape.split(',')[6] !== '1',
  },
  {
    reason: 'Windowed prefill on the Arc Pro B60 is slower than full attention.',
    chips: ['b60'],
    matches: isWindowed,
  },
  {
    reason: 'Exchanges of the L40S were measured on a host with broken peer-to-peer transfers.',
    chips: ['l40s'],
    matches: ({ kind }) =>
      kind === 'collective' || kind === 'libraryAllToAll' || kind === 'engineAllReduce',
  },
  {
    reason: 'The all-reduce of vLLM 0.24 on the GB200 is twice as slow as its like at large sizes.',
    chips: ['gb200'],
    matches: ({ kind, engine }) => kind === 'engineAllReduce' && engine === 'vllm',
  },
  {
    reason: 'Token exchanges of several nodes with the H200 are copies of those with the H100.',
    chips: ['h200_sxm'],
    matches: (measurement) => measurement.kind === 'tokenExchange' && measurement.sizes.nodes > 1,
  },
];

/** Whether a launch was timed without CUDA graphs. */
export function isEager({ kind, engine, dtype }: Measurement): boolean {
  return kind === 'matmul' && engine === 'vllm' && dtype === 'fp8_block';
}
