import type { FaultList } from '../../errors.ts';
import { describeValue } from '../../internal/describeValue.ts';
import type { RequestShape } from '../requestShape.ts';
import { meanWait } from '../serving/meanWait.ts';
import type { CompiledPool } from './compilePool.ts';

/** Sending the state of a prompt from one pool to the other. */
export class Transfer {
  readonly seconds: number;
  readonly mostPerSecond: number;

  /** Each package that holds a part of the state takes it once; packages that hold the same share in sending it. */
  constructor(
    prefill: CompiledPool,
    decode: CompiledPool,
    given: number | undefined,
    shape: RequestShape,
  ) {
    const sends = held(prefill, shape);
    const takes = held(decode, shape);
    const seconds = (bytes: number, { system }: CompiledPool): number =>
      bytes / (given ?? system.tiers.at(-1)?.bandwidth ?? Infinity);
    const sending = seconds((takes.bytes * takes.packages) / sends.packages, prefill);
    const taking = seconds(takes.bytes, decode);
    const latency = ({ system }: CompiledPool): number => system.tiers.at(-1)?.latency ?? 0;
    this.seconds = Math.max(latency(prefill), latency(decode)) + Math.max(sending, taking);
    this.mostPerSecond = Math.min(sends.atATime / sending, takes.atATime / taking);
  }

  /** How long a prompt's state waits for those of others, where so many come a second. */
  waitAt(rate: number): number {
    return meanWait(1 / this.mostPerSecond, 1, rate / this.mostPerSecond);
  }
}

/** Notes a bandwidth that is none, and pools without links where none is given. */
export function requireLinks(
  given: unknown,
  pools: Readonly<Record<'prefill' | 'decode', CompiledPool | undefined>>,
  faults: FaultList,
): void {
  if (given !== undefined) {
    if (typeof given === 'number' && given > 0) return;
    const message = `expected bytes per second, above 0, got ${describeValue(given)}.`;
    const path = 'pools.transferBytesPerSecond';
    faults.add({ code: 'option.invalid', path, value: given, message });
    return;
  }
  for (const [name, pool] of Object.entries(pools)) {
    if (pool === undefined || pool.system.tiers.length > 0) continue;
    faults.add({
      code: 'hardware.link_missing',
      path: `pools.${name}.hardware.tiers`,
      value: pool.system.tiers,
      message: `${pool.system.name} has no links to move state over; say transferBytesPerSecond.`,
    });
  }
}

/** What each package holds of a prompt's state, how many packages hold any, and how many prompts that leaves room beside each other. */
function held({ memory, packages, known }: CompiledPool, { promptTokens }: RequestShape) {
  const bytes = memory.state(1, promptTokens);
  // Where attention is data parallel, as many sequences as packages take no more than one does.
  const holding = bytes > 0 ? memory.state(packages, promptTokens) / bytes : packages;
  return { bytes, packages: holding, atATime: (known.replicas * packages) / holding };
}
