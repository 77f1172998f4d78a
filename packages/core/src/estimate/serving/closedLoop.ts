import type { RequestShape } from '../requestShape.ts';
import { lineUp } from './lineUp.ts';
import { PromptLine, type Newcomers } from './promptLine.ts';
import type { Replica } from './replica.ts';
import { Rhythm } from './rhythm.ts';
import type { Served } from './served.ts';
import { sharedTime } from './sharedTime.ts';

const rounds = 4;
const tolerance = 1e-3;
const line = new PromptLine();
const rhythm = new Rhythm();

/**
 * A fixed number of users, each of whom sends the next request when the last is answered, of whom at most
 * `places` are served at a time.
 */
export function serveClosedLoop(
  replica: Replica,
  shape: RequestShape,
  users: number,
  places: number,
  served: Served,
): void {
  settle(replica, shape, users, false, served);
  const { queueSeconds, promptSeconds, generationSeconds } = served;
  const taken = served.requestsPerSecond * (queueSeconds + promptSeconds + generationSeconds);
  if (taken <= places) return;
  // Others wait for a place, so that the next one is at hand when a request is done.
  settle(replica, shape, places, true, served);
  const { requestsPerSecond } = served;
  // Little's law.
  served.placeSeconds = Math.max(0, users / requestsPerSecond - served.requestTotalSeconds);
  served.placeSpreadSeconds =
    Math.sqrt(turnsSpread(shape, users - places, places)) / requestsPerSecond;
}

/**
 * The variance of how many of those in `places` are done while one's turn comes, when so many are before one: a
 * binomial number, as long as nobody has his turn twice; over many turns only the lengths of answers differ.
 */
function turnsSpread(shape: RequestShape, before: number, places: number): number {
  const { answerRange, answerTokens } = shape;
  const differing = (answerRange * answerRange) / 12 / (answerTokens * answerTokens);
  return before * Math.max(differing, 1 - before / places);
}

/**
 * So many users, whose requests fare alike. What a step takes depends on how many generate, and that on how long
 * prompts take: a few rounds settle it. When `isFull`, what comes before a place is done while others have it.
 */
function settle(
  replica: Replica,
  shape: RequestShape,
  users: number,
  isFull: boolean,
  served: Served,
): void {
  const newcomers = newcomersOf(replica, shape, users, isFull);
  const { others, generating, wait, untilLook, chunks } = newcomers;
  served.clear();
  served.requestSeconds = replica.requestSeconds(shape);
  const meanwhile = isFull ? served.requestSeconds : 0;
  // Without answers of several steps prompts have all steps for themselves.
  const isBeside = replica.mixes || generating === 0;
  const company = Math.min(1, others);
  const promptRange = shape.promptRange / shape.promptTokens;
  const waiting = { ...newcomers, company, isBeside, promptRange };
  rhythm.clear(chunks);
  let share = generating / (generating + wait + untilLook + others * chunks);
  for (let round = 0; round < rounds; round += 1) {
    const total = served.requestTotalSeconds - meanwhile;
    if (isBeside) {
      line.besideGenerating(newcomers, served.requestSeconds - meanwhile, rhythm);
      share = line.share;
    } else {
      line.beforeGenerating(newcomers, round === 0 ? 0 : total, rhythm);
      if (round > 0) share = served.generationSeconds / total;
    }
    const running = generating === 0 ? 0 : Math.max(1, users * share);
    replica.generate(shape, Math.max(1, running), served.decode);
    const batch = Math.min(1 + line.together, replica.mostPrompts(shape));
    replica.takeUp(shape, batch, running, served);
    const before = rhythm.stepSeconds;
    rhythm.follow(served, line.rate, isBeside, generating > 0 ? replica.stages : 0);
    rhythm.byTheClock = -Math.expm1(-(served.requestSeconds - meanwhile) / rhythm.turnSeconds);
    lineUp(served, line, rhythm, waiting);
    const own = shape.steps * served.decode.seconds;
    served.generationSeconds = isBeside
      ? own + generating * line.rate * served.holdUpSeconds
      : sharedTime(own, others, served.holdUpSeconds, served.firstTokenSeconds - meanwhile);
    served.requestsPerSecond = users / (served.requestTotalSeconds - meanwhile);
    served.running = served.requestsPerSecond * served.generationSeconds;
    if (Math.abs(rhythm.stepSeconds - before) < tolerance * rhythm.stepSeconds) break;
  }
}

function newcomersOf(
  { engine, stages }: Replica,
  shape: RequestShape,
  users: number,
  isFull: boolean,
): Newcomers {
  const generating = shape.steps * stages;
  const look = isFull ? 1 : engine.pollSteps;
  const mean = (look - 1) / 2;
  // Nobody is left before the next look: an idle engine looks at once. Answers that begin together and are
  // of any length within a range end, of `users`, at range · users / (users + 1) at the latest on average.
  const range = (shape.answerRange / shape.tokensPerStep) * stages;
  const untilAllAreDone = (range * (users - 1)) / (2 * (users + 1));
  return {
    others: users - 1,
    generating,
    wait: isFull ? 0 : engine.waitSteps,
    look,
    untilLook: look < generating ? mean : Math.min(mean, untilAllAreDone),
    chunks: shape.freshTokens / engine.chunkTokens,
  };
}
