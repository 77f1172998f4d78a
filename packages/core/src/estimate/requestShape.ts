import type { FaultList } from '../errors.ts';
import { describeValue } from '../internal/describeValue.ts';
import { noteUnknownKeys } from '../internal/noteUnknown.ts';
import type { Workload } from '../workload.ts';
import { acceptedTokens, answerSteps, type Drafting } from './answerSteps.ts';
import { readLength } from './lengths.ts';

/** What one request asks for, on average. */
export interface RequestShape {
  readonly promptTokens: number;
  /** Mean square of prompt lengths over the square of their mean: 1 when all are alike. */
  readonly promptSquare: number;
  /** Of these, what the prefix cache holds. */
  readonly cachedTokens: number;
  /** The others, which are computed. */
  readonly freshTokens: number;
  readonly answerTokens: number;
  /** Between the longest prompt and the shortest; the next is the same of answers. */
  readonly promptRange: number;
  readonly answerRange: number;
  /** Steps that generate, after the prompt has given the first token: the last may leave more behind than is asked for. */
  readonly steps: number;
  /** New tokens of a sequence in such a step: one, and those drafted. */
  readonly stepTokens: number;
  /** Tokens that such a step leaves behind. */
  readonly tokensPerStep: number;
  /** Tokens that are cached when such a step begins, over all steps of all requests. */
  readonly meanContext: number;
  /** Tokens cached at the end of the longest request. */
  readonly longest: number;
}

/** A fifth of an answer's length either way is enough that users who began together drift apart. */
const typicalRange = 0.4;

/** Works out what enters an estimate; notes what makes no sense. */
export function readRequest(workload: Workload, faults: FaultList): RequestShape {
  requireWorkload(workload, faults);
  const prompt = readLength(workload.inputTokens, 'workload.inputTokens', faults);
  const answer = readLength(workload.outputTokens, 'workload.outputTokens', faults, typicalRange);
  const { cachedPrefixShare = 0 } = workload;
  requireShare(cachedPrefixShare, 'workload.cachedPrefixShare', faults);
  const drafting = readDrafting(workload.speculation, faults);
  // At least the last token of a prompt is computed, since its answer begins there.
  const cachedTokens = Math.min(Math.floor(prompt.mean * cachedPrefixShare), prompt.mean - 1);
  const generated = answer.mean - 1;
  // Over the steps j = 1 … n - 1 of an answer of n tokens, j - 1 of them are cached beside the prompt.
  const ahead = generated > 0 ? (answer.meanSquare - 3 * answer.mean + 2) / 2 / generated : 0;
  return {
    promptTokens: prompt.mean,
    promptSquare: prompt.meanSquare / (prompt.mean * prompt.mean),
    cachedTokens,
    freshTokens: prompt.mean - cachedTokens,
    answerTokens: answer.mean,
    promptRange: prompt.range,
    answerRange: answer.range,
    steps:
      drafting === undefined ? generated : answerSteps(answer.shortest, answer.longest, drafting),
    stepTokens: 1 + (drafting?.draftTokens ?? 0),
    tokensPerStep: drafting === undefined ? 1 : acceptedTokens(drafting),
    meanContext: prompt.mean + ahead,
    longest: prompt.longest + answer.longest,
  };
}

const keys: readonly (keyof Workload)[] = [
  'inputTokens',
  'outputTokens',
  'load',
  'cachedPrefixShare',
  'speculation',
];

/** Refuses what is no workload at all; notes keys that nobody reads. */
function requireWorkload(workload: unknown, faults: FaultList): void {
  if (typeof workload !== 'object' || workload === null || Array.isArray(workload)) {
    note('workload', workload, '{ inputTokens, outputTokens, load }', faults);
    faults.throwIfAny();
    return;
  }
  noteUnknownKeys(workload, keys, faults, 'workload');
}

/** How tokens are drafted, if they are; notes what makes no sense. */
function readDrafting(given: Workload['speculation'], faults: FaultList): Drafting | undefined {
  if (given === undefined) return undefined;
  const value: unknown = given;
  const path = 'workload.speculation';
  if (typeof value !== 'object' || value === null) {
    note(path, value, '{ draftTokens, acceptance }', faults);
    return undefined;
  }
  noteUnknownKeys(value, ['draftTokens', 'acceptance'], faults, path);
  const { draftTokens, acceptance } = given;
  const isCount = Number.isSafeInteger(draftTokens) && draftTokens >= 1 && draftTokens <= 1024;
  if (!isCount) note(`${path}.draftTokens`, draftTokens, 'a whole number from 1 to 1024', faults);
  requireShare(acceptance, `${path}.acceptance`, faults);
  return isCount ? { draftTokens, acceptance } : undefined;
}

function requireShare(value: unknown, path: string, faults: FaultList): void {
  if (typeof value === 'number' && value >= 0 && value <= 1) return;
  note(path, value, 'a share from 0 to 1', faults);
}

function note(path: string, value: unknown, expected: string, faults: FaultList): void {
  const message = `expected ${expected}, got ${describeValue(value)}.`;
  faults.add({ code: 'workload.invalid', path, value, message });
}
