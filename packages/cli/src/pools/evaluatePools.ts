import {
  estimatePools,
  MantileError,
  type EstimateNote,
  type Load,
  type PoolsEstimate,
} from '@mantile/core';
import { chosenSetup, withoutRepeats } from '../estimate/evaluate.ts';
import { inFlags } from '../estimate/inFlags.ts';
import { questionNotes } from '../estimate/questionNotes.ts';
import type { Question, Setup } from '../estimate/setup.ts';
import { whole } from '../print/count.ts';
import { rateText } from '../print/quantity.ts';
import { inPoolWords, type PoolName, type PoolsFlags } from './poolFlags.ts';
import { inPool, type PoolsQuestion } from './readPools.ts';

/** An estimate of two pools, and what it was made of. */
export interface PoolsEvaluation {
  readonly setups: Readonly<Record<PoolName, Setup>>;
  readonly estimate: PoolsEstimate;
  readonly transferBytesPerSecond: number;
  readonly notes: readonly EstimateNote[];
}

/** Estimates two pools; tensor parallelism that was not asked for, is the least that fits. */
export function evaluatePools(asked: PoolsQuestion, flags: PoolsFlags): PoolsEvaluation {
  const { questions } = asked;
  const prefill = setupOf('prefill', questions.prefill, flags);
  const decode = setupOf('decode', questions.decode, flags);
  const setups = { prefill: prefill.setup, decode: decode.setup };
  requireEnough(setups, flags);
  const transfer = transferOf(setups, asked, flags);
  const { bytesPerSecond: transferBytesPerSecond } = transfer;
  const { workload } = questions.prefill.request;
  const poolOf = ({ model, system: hardware, options }: Setup) => {
    const { draft: _draft, ...rest } = options;
    return { model, hardware, ...rest };
  };
  const estimate = inFlags(questions.prefill.model.config, () =>
    estimatePools(
      { prefill: poolOf(setups.prefill), decode: poolOf(setups.decode), transferBytesPerSecond },
      workload,
    ),
  );
  const both = [prefill, decode];
  const notes = withoutRepeats([
    ...both.flatMap(({ setup }) => setup.question.request.notes),
    ...both.flatMap((each) => each.notes),
    ...transfer.notes,
    ...questions.prefill.model.notes,
    ...both.flatMap(({ setup }) => [
      ...questionNotes(setup),
      ...setup.question.hardware.notes,
      ...setup.notes,
    ]),
    ...estimate.notes,
  ]);
  return { setups, estimate, transferBytesPerSecond, notes };
}

/** A pool, set up. Of prompts it holds one at a time; of answers its share of all users. */
function setupOf(pool: PoolName, question: Question, flags: PoolsFlags) {
  const { request } = question;
  const { load } = request.workload;
  const { replicas } = request.plan;
  const users = load.kind === 'concurrency' && pool === 'decode' ? load.requests : replicas;
  const held: Load = { kind: 'batch', size: Math.max(users, replicas) };
  const workload = { ...request.workload, load: held };
  const words = (text: string) => inPoolWords(pool, text);
  const { setup, notes } = inPool(pool, flags, words, () =>
    inFlags(question.model.config, () =>
      chosenSetup({ ...question, request: { ...request, workload } }),
    ),
  );
  const told = notes.map((note) => ({ ...note, message: words(note.message) }));
  return { setup: { ...setup, question }, notes: told };
}

/** Packages that were counted on the command line are there once, for both pools. */
function requireEnough({ prefill, decode }: PoolsEvaluation['setups'], flags: PoolsFlags): void {
  const { hardware } = prefill.question;
  const areSeparate = flags.prefillOn !== undefined || flags.decodeOn !== undefined;
  if (areSeparate || !hardware.isCounted) return;
  const wanted = packagesOf(prefill) + packagesOf(decode);
  if (wanted <= hardware.packages) return;
  const message = `both pools take ${whole(wanted)} packages of ${hardware.id}, and it has ${whole(hardware.packages)}; give a pool fewer, or name hardware for either with --prefill-on and --decode-on.`;
  throw new MantileError([
    { code: 'hardware.too_few_packages', path: '--on', value: hardware.id, message },
  ]);
}

/** Packages of all replicas of a pool. */
export function packagesOf({ packages, question }: Setup): number {
  return packages * question.request.plan.replicas;
}

/** What carries the state of prompts over: as was said, else the links that join so many packages, else those of a replica. */
function transferOf(
  { prefill, decode }: PoolsEvaluation['setups'],
  { transferBytesPerSecond }: PoolsQuestion,
  flags: PoolsFlags,
): { readonly bytesPerSecond: number; readonly notes: readonly EstimateNote[] } {
  if (transferBytesPerSecond !== undefined) {
    return { bytesPerSecond: transferBytesPerSecond, notes: [] };
  }
  const { hardware } = prefill.question;
  const isOne = flags.prefillOn === undefined && flags.decodeOn === undefined;
  const joined = isOne
    ? hardware.systemFor(packagesOf(prefill) + packagesOf(decode))?.system.tiers.at(-1)
    : undefined;
  const link = joined ?? prefill.system.tiers.at(-1);
  if (link === undefined) {
    const message = `nothing is known of links between the pools; say what each package has for the state of prompts, such as --transfer 50.`;
    throw new MantileError([{ code: 'hardware.link_missing', path: '--transfer', message }]);
  }
  const doubt =
    joined === undefined
      ? ', as within a prefill replica: of links between the pools nothing is known'
      : '';
  const message = `the state of prompts goes over ${link.name}, ${rateText(link.bandwidth / 1e9)} GB/s for each package${doubt}; --transfer says otherwise.`;
  return { bytesPerSecond: link.bandwidth, notes: [{ code: 'default.transfer', message }] };
}
