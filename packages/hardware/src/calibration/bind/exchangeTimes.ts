import {
  cheapestCollectiveName,
  cheapestCollectiveSeconds,
  wireFactor,
  type CollectiveKind,
  type CollectiveOperation,
  type GroupLevel,
  type GroupLevels,
} from '@mantile/core';
import type { ChipCalibration, KernelFitOf } from '../calibration.ts';
import { linkShare } from '../formulas/collective.ts';
import { kernelFormulas } from '../formulas/kernelFormulas.ts';
import type { KernelRates } from '../formulas/rates.ts';
import { chooseFit } from './chooseFit.ts';

const libraryNames: Readonly<Partial<Record<CollectiveKind, string>>> = {
  allReduce: 'all_reduce',
  allGather: 'all_gather',
  reduceScatter: 'reduce_scatter',
};
const microsecond = 1e-6;
/** Routed experts of a typical model, where nobody says: an exchange does not know them, and each 64 cost a microsecond or two. */
const typicalExperts = 256;

/** Packages of a node, where a calibration does not say how many were measured. */
const typicalPackages = 8;

function mostPackages(fit: { readonly mostPackages?: number | undefined }): number {
  return fit.mostPackages ?? typicalPackages;
}

/** Bytes that each package sends in an all-reduce, per byte of the tensor. */
function ringBytes(packages: number): number {
  return (2 * (packages - 1)) / packages;
}

/** The measured times of exchanges on one chip. */
export class ExchangeTimes {
  private readonly engineAllReduce: KernelFitOf<'engineAllReduce'> | undefined;
  private readonly libraryAllToAll: KernelFitOf<'libraryAllToAll'> | undefined;
  private readonly library: Readonly<
    Partial<Record<CollectiveKind, KernelFitOf<'collective'> | undefined>>
  >;
  private readonly dispatch: KernelFitOf<'tokenExchange'> | undefined;
  private readonly combine: KernelFitOf<'tokenExchange'> | undefined;
  /** Rewritten for every exchange, so that timing allocates nothing. */
  private readonly rates = {
    flops: 0,
    bytes: 1,
    multiprocessors: 1,
    cacheBytes: 1,
    linkBytes: 1,
    networkBytes: 1,
  } satisfies KernelRates;
  private readonly exchange = { packages: 2, bytes: 0, wireFactor: 0, linkPackages: 2 };
  private readonly tokens = {
    packages: 2,
    nodes: 1,
    experts: 0,
    copies: 0,
    nodeBytes: 0,
    networkBytes: 0,
  };

  constructor(
    calibration: ChipCalibration,
    engine: string | undefined,
    routedExperts: number = typicalExperts,
  ) {
    this.tokens.experts = routedExperts;
    this.rates.multiprocessors = calibration.chip.multiprocessors;
    const bytes = { dtype: 'bytes', engine };
    const library = (variant: string) =>
      chooseFit(calibration, 'collective', { ...bytes, variant })?.fit;
    this.engineAllReduce = chooseFit(calibration, 'engineAllReduce', bytes)?.fit;
    this.libraryAllToAll = chooseFit(calibration, 'libraryAllToAll', bytes)?.fit;
    this.library = Object.fromEntries(
      Object.entries(libraryNames).map(([kind, name]) => [kind, library(name)]),
    );
    // Kernels of low latency are what serving runs; those for large batches are told apart by name.
    const tokens = (variant: string) =>
      chooseFit(calibration, 'tokenExchange', { ...bytes, variant: `low_latency_${variant}` })?.fit;
    this.dispatch = tokens('dispatch');
    this.combine = tokens('combine');
  }

  /** Seconds of an exchange over the given links. */
  seconds(operation: CollectiveOperation, payloadBytes: number, levels: GroupLevels): number {
    const [inner] = levels;
    if (inner === undefined) return 0;
    const { collective } = operation;
    if (collective === 'allToAll') {
      const time = this.tokenSeconds(operation, payloadBytes, levels);
      if (time !== undefined) return time;
    }
    if (levels.length > 1) return this.acrossLevels(collective, payloadBytes, levels);
    const { rates, exchange } = this;
    rates.linkBytes = inner.bandwidth * microsecond;
    exchange.packages = operation.packages;
    exchange.bytes = payloadBytes;
    exchange.wireFactor = wireFactor(collective, operation.packages);
    if (collective === 'allReduce' && this.engineAllReduce !== undefined) {
      const { microseconds } = kernelFormulas.engineAllReduce;
      this.holdLink(this.engineAllReduce);
      return microseconds(this.engineAllReduce.coefficients, exchange, rates) * microsecond;
    }
    if (collective === 'allToAll' && this.libraryAllToAll !== undefined) {
      const { microseconds } = kernelFormulas.libraryAllToAll;
      exchange.linkPackages = Math.min(operation.packages, mostPackages(this.libraryAllToAll));
      return microseconds(this.libraryAllToAll.coefficients, exchange, rates) * microsecond;
    }
    const fit = this.library[collective] ?? this.library.allGather;
    if (fit === undefined) return this.acrossLevels(collective, payloadBytes, levels);
    const { microseconds } = kernelFormulas.collective;
    if (collective === 'allReduce') this.holdLink(fit);
    else exchange.linkPackages = Math.min(operation.packages, mostPackages(fit));
    return microseconds(fit.coefficients, exchange, rates) * microsecond;
  }

  /**
   * Carries the share of the link no further than it was measured, and lets it grow no faster than what
   * an all-reduce sends: with n packages that is 2(n − 1)/n per byte, which over a share that grows as n^g
   * turns at n = 1 + 1/g. More packages are never faster.
   */
  private holdLink(fit: KernelFitOf<'collective'> | KernelFitOf<'engineAllReduce'>): void {
    const { exchange } = this;
    const { linkGrowth } = fit.coefficients;
    const reached = Math.min(exchange.packages, mostPackages(fit));
    const turn = linkGrowth > 0 ? 1 + 1 / linkGrowth : Infinity;
    exchange.linkPackages = reached;
    if (reached <= turn) return;
    const slowest = ringBytes(turn) / linkShare(fit.coefficients, turn);
    exchange.wireFactor *= (slowest * linkShare(fit.coefficients, reached)) / ringBytes(reached);
  }

  /** What `seconds` assumed. */
  algorithm(operation: CollectiveOperation, payloadBytes: number, levels: GroupLevels): string {
    const { collective } = operation;
    if (collective === 'allToAll' && this.dispatch !== undefined) {
      return `measured token exchange among ${this.tokens.experts} experts`;
    }
    if (levels.length > 1) return cheapestCollectiveName(collective, payloadBytes, levels);
    if (collective === 'allReduce' && this.engineAllReduce !== undefined) {
      return `measured all-reduce of ${this.engineAllReduce.engine}`;
    }
    const isMeasured = collective === 'allToAll' ? this.libraryAllToAll : this.library.allGather;
    return isMeasured === undefined
      ? cheapestCollectiveName(collective, payloadBytes, levels)
      : 'measured library';
  }

  /** Tokens on their way to experts, where that was measured. */
  private tokenSeconds(
    operation: CollectiveOperation,
    payloadBytes: number,
    levels: GroupLevels,
  ): number | undefined {
    const fit = operation.name.includes('combine') ? this.combine : this.dispatch;
    const [inner, outer] = levels;
    if (fit === undefined || inner === undefined || levels.length > 2) return undefined;
    const { rates, tokens } = this;
    const { packages } = operation;
    rates.linkBytes = inner.bandwidth * microsecond;
    rates.networkBytes = (outer?.bandwidth ?? 0) * microsecond;
    tokens.packages = packages;
    tokens.nodes = packages / inner.packages;
    // A row is a token on its way to one expert.
    tokens.copies = payloadBytes / operation.bytesPerRow;
    tokens.nodeBytes = (payloadBytes * (inner.packages - 1)) / packages;
    tokens.networkBytes = (payloadBytes * (packages - inner.packages)) / packages;
    const { microseconds } = kernelFormulas.tokenExchange;
    return microseconds(fit.coefficients, tokens, rates) * microsecond;
  }

  /** Level by level, as fast as the library drives the innermost links. */
  private acrossLevels(kind: CollectiveKind, payloadBytes: number, levels: GroupLevels): number {
    const fit = this.library[kind] ?? this.library.allGather;
    if (fit === undefined) return cheapestCollectiveSeconds(kind, payloadBytes, levels);
    const share = Math.min(linkShare(fit.coefficients, mostPackages(fit)), 1);
    const reached = levels.map((level): GroupLevel => ({
      ...level,
      bandwidth: level.bandwidth * share,
    }));
    const launch = fit.coefficients.launch * microsecond * levels.length;
    return launch + cheapestCollectiveSeconds(kind, payloadBytes, reached);
  }
}
