import type { KernelKind, KernelSizes } from '../formulas/kernelSizes.ts';

const hidden = 7168;
const inner = 2048;

/** Typical launches, on which several kernels for the same work are compared. */
export function referenceSizes<Kind extends KernelKind>(kind: Kind): readonly KernelSizes[Kind][] {
  const found: readonly KernelSizes[Kind][] | undefined = references[kind];
  return found ?? [];
}

const references: { readonly [Kind in KernelKind]?: readonly KernelSizes[Kind][] } = {
  experts: [16, 128, 1024, 8192].map((tokens) => ({
    pairs: tokens,
    tokens,
    active: Math.min(32, tokens),
    elements: 3 * hidden * inner,
    weightBytesPerExpert: 3 * hidden * inner,
    widths: 3 * (hidden + inner),
    activationBytes: 1,
  })),
  engineAllReduce: [2 ** 14, 2 ** 17, 2 ** 20, 2 ** 24].map((bytes) => ({
    packages: 8,
    bytes,
    wireFactor: 1.75,
  })),
  tokenExchange: [2 ** 16, 2 ** 20, 2 ** 24].map((nodeBytes) => ({
    packages: 8,
    nodes: 1,
    experts: 256,
    nodeBytes,
    networkBytes: 0,
  })),
  stateDecode: [1, 64].map((sequences) => ({ sequences, stateBytes: 2 ** 21 })),
  statePrefill: [1024, 8192].map((tokens) => ({ sequences: 1, tokens, stateBytes: 2 ** 21 })),
};
