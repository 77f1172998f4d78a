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
import { kernelFormulas } from '../formulas/kernelFormulas.ts';
import type { KernelRates } from '../formulas/rates.ts';
import { chooseFit } from './chooseFit.ts';
import { HeldLinks, mostPackages } from './holdLink.ts';
import { outerSeconds, type LaunchCoefficients } from './outerLevels.ts';
import { passTimes } from './passTimes.ts';

const libraryNames: Readonly<Partial<Record<CollectiveKind, string>>> = {
  allReduce: 'all_reduce',
  allGather: 'all_gather',
  reduceScatter: 'reduce_scatter',
};
const microsecond = 1e-6;
/** Routed experts of a typical model, where nobody says: an exchange does not know them, and each 64 cost a microsecond or two. */
const typicalExperts = 256;

/** The measured times of exchanges on one chip. */
export class ExchangeTimes {
  /** Seconds of one launch, for what was not measured. */
  private readonly launch: number;
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
  private readonly held = new HeldLinks();
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
    this.launch = passTimes(calibration)(0) * microsecond;
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
    return levels.length > 1
      ? this.acrossLevels(operation, payloadBytes, levels)
      : this.within(collective, operation.packages, payloadBytes, inner);
  }

  /** Seconds among packages that one kind of links joins. */
  private within(
    collective: CollectiveKind,
    packages: number,
    payloadBytes: number,
    level: GroupLevel,
  ): number {
    const { rates, exchange } = this;
    rates.linkBytes = level.bandwidth * microsecond;
    exchange.packages = packages;
    exchange.bytes = payloadBytes;
    if (collective === 'allReduce' && this.engineAllReduce !== undefined) {
      const { microseconds } = kernelFormulas.engineAllReduce;
      this.held.fill(exchange, collective, this.engineAllReduce);
      return microseconds(this.engineAllReduce.coefficients, exchange, rates) * microsecond;
    }
    if (collective === 'allToAll' && this.libraryAllToAll !== undefined) {
      const { microseconds } = kernelFormulas.libraryAllToAll;
      exchange.wireFactor = wireFactor(collective, packages);
      exchange.linkPackages = Math.min(packages, mostPackages(this.libraryAllToAll));
      return microseconds(this.libraryAllToAll.coefficients, exchange, rates) * microsecond;
    }
    const fit = this.library[collective] ?? this.library.allGather;
    // What was not measured in any form takes its roofline, and one launch.
    if (fit === undefined) {
      return this.launch + cheapestCollectiveSeconds(collective, payloadBytes, [level]);
    }
    const { microseconds } = kernelFormulas.collective;
    this.held.fill(exchange, collective, fit);
    return microseconds(fit.coefficients, exchange, rates) * microsecond;
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
    const members = Math.min(packages, inner.packages);
    rates.linkBytes = inner.bandwidth * microsecond;
    rates.networkBytes = (outer?.bandwidth ?? 0) * microsecond;
    // A row is a token on its way to one expert.
    tokens.copies = payloadBytes / operation.bytesPerRow;
    const { microseconds } = kernelFormulas.tokenExchange;
    tokens.packages = members;
    tokens.nodes = 1;
    tokens.nodeBytes = (payloadBytes * (members - 1)) / members;
    tokens.networkBytes = 0;
    const inside = microseconds(fit.coefficients, tokens, rates);
    if (outer === undefined) return inside * microsecond;
    tokens.packages = packages;
    tokens.nodes = packages / members;
    tokens.nodeBytes = (payloadBytes * (members - 1)) / packages;
    tokens.networkBytes = (payloadBytes * (packages - members)) / packages;
    return Math.max(inside, microseconds(fit.coefficients, tokens, rates)) * microsecond;
  }

  /**
   * The exchange inside the innermost group, as measured there, and what leaves it: no exchange gets faster
   * by crossing slower links. Those were not measured: they take their line rate and the library's launches.
   */
  private acrossLevels(
    { collective, packages }: CollectiveOperation,
    payloadBytes: number,
    levels: GroupLevels,
  ): number {
    const inner = levels[0] as GroupLevel;
    const members = Math.min(packages, inner.packages);
    const inside = this.within(collective, members, payloadBytes, inner);
    const outside = outerSeconds(collective, payloadBytes, levels, this.libraryLaunch(collective));
    const ideal = cheapestCollectiveSeconds(collective, payloadBytes, levels);
    // One package sends to one other: over the outer links alone.
    if (collective === 'pointToPoint') return Math.max(inside, outside, ideal);
    if (collective !== 'allToAll') return Math.max(inside + outside, ideal);
    const group = levels.reduce((product, level) => product * level.packages, 1);
    const staying = this.within(collective, members, (payloadBytes * members) / group, inner);
    return Math.max(inside, staying + outside, ideal);
  }

  /** The launches of an exchange with other nodes: those of a library, else of any kernel. */
  private libraryLaunch(kind: CollectiveKind): LaunchCoefficients {
    const fit = this.library[kind] ?? this.library.allGather ?? this.engineAllReduce;
    return fit?.coefficients ?? { launch: this.launch / microsecond, launchGrowth: 0 };
  }
}
