/**
 * The sizes of one kernel launch on one package, by kind of kernel.
 *
 * `hotBytes` is what a benchmark repeats over, and 0 for predictions: served weights and keys lie cold in memory.
 *
 * @example
 * import type { KernelSizes } from '@mantile/hardware';
 * const token: KernelSizes['matmul'] = { rows: 1, inner: 4096, outer: 4096, weightBytes: 2 * 4096 ** 2, activationBytes: 2, hotBytes: 0 };
 * token.weightBytes // => 33554432
 * @category Calibration
 */
export interface KernelSizes {
  /** A product of activations `[rows, inner]` with a weight `[inner, outer]`. */
  matmul: {
    rows: number;
    inner: number;
    outer: number;
    weightBytes: number;
    /** Bytes of an activation element as the product reads it. */
    activationBytes: number;
    hotBytes: number;
  };
  /** A few new tokens of each sequence against its cached keys and values. */
  decodeAttention: {
    sequences: number;
    /** New tokens per sequence. */
    queries: number;
    /** Cached positions that are read, per sequence. */
    length: number;
    heads: number;
    kvHeads: number;
    headWidth: number;
    /** Cached bytes of one position of one sequence. */
    bytesPerPosition: number;
    hotBytes: number;
  };
  /** A prompt against itself, and against what is cached of it. */
  prefillAttention: {
    sequences: number;
    /** New tokens per sequence. */
    queries: number;
    /** Query-key pairs per sequence that count as work. */
    pairs: number;
    /** The most keys that a query sees. */
    span: number;
    heads: number;
    keyWidth: number;
    valueWidth: number;
    /** Width of the keys of all KV heads together. */
    cachedWidth: number;
    /** Cached bytes of one position of one sequence. */
    bytesPerPosition: number;
    /** 1 when a window hides earlier keys, else 0. */
    windowed: number;
  };
  /** As `decodeAttention`, over compressed entries which all heads share (MLA, absorbed form). */
  latentDecode: {
    sequences: number;
    queries: number;
    length: number;
    heads: number;
    keyWidth: number;
    valueWidth: number;
    bytesPerPosition: number;
    hotBytes: number;
  };
  /** As `prefillAttention`, over keys and values expanded from compressed entries. */
  latentPrefill: {
    sequences: number;
    queries: number;
    pairs: number;
    span: number;
    heads: number;
    keyWidth: number;
    valueWidth: number;
    bytesPerPosition: number;
  };
  /** The grouped products of routed experts. */
  experts: {
    /** (Token, expert) pairs on the package. */
    pairs: number;
    /** Tokens that are routed, those without an expert here included. */
    tokens: number;
    /** Experts of the package that get any token. */
    active: number;
    /** Weight elements of one expert. */
    elements: number;
    weightBytesPerExpert: number;
    /** Σ (inputs + outputs) over the matrices of an expert. */
    widths: number;
    activationBytes: number;
  };
  /** An exchange by a general library such as NCCL. */
  collective: {
    packages: number;
    /** The logical tensor: reduced, gathered, to be scattered, or sent. */
    bytes: number;
    /** Bytes each package sends on a ring, per byte of the tensor. */
    wireFactor: number;
    /** The packages that the share of the link is told for, where not for all: no more than were measured. */
    linkPackages?: number;
  };
  /** An all-to-all by a general library. */
  libraryAllToAll: { packages: number; bytes: number; wireFactor: number; linkPackages?: number };
  /** An all-reduce by the kernel that an engine brings along, captured in a CUDA graph. */
  engineAllReduce: { packages: number; bytes: number; wireFactor: number; linkPackages?: number };
  /** Tokens sent to their experts, or back. */
  tokenExchange: {
    packages: number;
    /** Nodes over which the packages are spread. */
    nodes: number;
    /** Routed experts, over all packages. */
    experts: number;
    /** Bytes that one package sends to others of its node. */
    nodeBytes: number;
    /** Bytes that one package sends to other nodes. */
    networkBytes: number;
    /** Tokens of one package, and the copies of them that it sends; told from the bytes where they are not known. */
    tokens?: number;
    copies?: number;
    /** Bytes that the package itself reads and writes to sort the copies; 0 where the kernel sends in place. */
    localBytes?: number;
  };
  /** A recurrent state that takes in one token per sequence. */
  stateDecode: {
    sequences: number;
    /** Bytes of state of one sequence, read and written. */
    stateBytes: number;
  };
  /** A recurrence over a prompt, in chunks. */
  statePrefill: {
    sequences: number;
    tokens: number;
    stateBytes: number;
  };
  /** Element-wise work: a norm, an activation, a copy, a look-up. */
  memoryPass: { bytes: number };
}

/**
 * The name of a kind of kernel.
 *
 * @example
 * import { kernelFormulas, type KernelKind } from '@mantile/hardware';
 * const kind: KernelKind = 'latentDecode';
 * kind in kernelFormulas // => true
 * @category Calibration
 */
export type KernelKind = keyof KernelSizes;
