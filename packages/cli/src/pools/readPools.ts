import { FaultList, MantileError, type Fault } from '@mantile/core';
import type { Context } from '../command.ts';
import { whyNoAnswers } from '../estimate/generates.ts';
import { modelNamed } from '../estimate/modelNamed.ts';
import { hardwareNamed } from '../estimate/hardwareNamed.ts';
import { gathered } from '../estimate/readQuestion.ts';
import { readRequest } from '../estimate/readRequest.ts';
import type { Question } from '../estimate/setup.ts';
import { numberOf } from '../estimate/readValues.ts';
import { whole } from '../print/whole.ts';
import { UsageError } from '../usageError.ts';
import { flagsOf, poolNames, typedFor, type PoolName, type PoolsFlags } from './poolFlags.ts';

/** What was asked of two pools, each as a question of its own; they have model and load in common. */
export interface PoolsQuestion {
  readonly questions: Readonly<Record<PoolName, Question>>;
  /** What each package of a prefill replica sends, where it was said. */
  readonly transferBytesPerSecond?: number | undefined;
}

/** Notes each fault once: what both pools share is read for either. */
class DistinctFaults extends FaultList {
  private readonly seen = new Set<string>();

  override add(fault: Fault): void {
    const key = `${fault.path} ${fault.message}`;
    if (!this.seen.has(key)) super.add(fault);
    this.seen.add(key);
  }
}

/** Reads all that was typed, and refuses all that is wrong with it at once. */
export async function readPools(
  model: string,
  flags: PoolsFlags,
  { io, progress }: Context,
): Promise<PoolsQuestion> {
  const faults = new DistinctFaults();
  const { environment } = io;
  const { revision, layers } = flags;
  const transferBytesPerSecond = readTransfer(flags.transfer, faults);
  const reading = { environment, progress, revision, layers };
  const found = await gathered('model', faults, () => modelNamed(model, reading));
  const whyNone = found === undefined ? undefined : whyNoAnswers(found.config);
  if (whyNone !== undefined) {
    const message = `the model generates nothing, and has no use for a pool of answers: ${whyNone}.`;
    faults.add({ code: 'model.does_not_generate', path: 'model', value: model, message });
  }
  const read = async (pool: PoolName) => {
    const own = flagsOf(pool, flags);
    const typed = typedFor(pool, flags);
    const request = readRequest(own, faults, {
      nameOf: typed,
      // A single batch has no use for two pools.
      loads: ['concurrency', 'rate'],
    });
    const { on } = own;
    if (on === undefined) {
      const message = `say what the pools run on: --on h100 for both, or ${poolNames.map((each) => `--${each}-on`).join(' and ')}; mantile hardware lists all.`;
      faults.add({ code: 'option.missing', path: '--on', message });
      return undefined;
    }
    const hardware = await gathered(typed('on'), faults, () => hardwareNamed(on));
    return found === undefined || hardware === undefined
      ? undefined
      : { request, model: found, hardware };
  };
  const prefill = await read('prefill');
  const decode = await read('decode');
  faults.throwIfAny();
  if (prefill === undefined || decode === undefined) throw new UsageError('nothing to estimate.');
  return { questions: { prefill, decode }, transferBytesPerSecond };
}

/** GB/s: below a kilobyte and above a petabyte there are no links. */
const [least, most] = [1e-6, 1e6];

function readTransfer(text: string | undefined, faults: FaultList): number | undefined {
  if (text === undefined) return undefined;
  const value = numberOf(text);
  if (value >= least && value <= most) return value * 1e9;
  const message = `expected GB/s of each package, ${least} to ${whole(most)}, got ${JSON.stringify(text.slice(0, 40))}.`;
  faults.add({ code: 'option.invalid', path: '--transfer', value: text, message });
  return undefined;
}

/** Runs work on one pool, and tells what it refuses by the options of that pool. */
export function inPool<Value>(
  pool: PoolName,
  flags: PoolsFlags,
  words: (text: string) => string,
  work: () => Value,
): Value {
  try {
    return work();
  } catch (error) {
    if (!MantileError.isInstance(error)) throw error;
    const told = (fault: Fault): Fault => ({
      ...fault,
      path: fault.path === '--on' ? typedFor(pool, flags)('on') : words(fault.path),
      message: words(fault.message),
    });
    const [first, ...others] = error.faults as readonly [Fault, ...Fault[]];
    throw new MantileError([told(first), ...others.map(told)], { cause: error });
  }
}
