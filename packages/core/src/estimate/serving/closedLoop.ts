import type { RequestShape } from '../requestShape.ts';
import { lineUp } from './lineUp.ts';
import type { Newcomers } from './promptLine.ts';
import type { Replica } from './replica.ts';
import type { Served } from './served.ts';
import { sharedTime } from './sharedTime.ts';

const rounds = 4;
const tolerance = 1e-3;
/** Users begin together, and drift apart as a random walk does: what benchmarks see is after about so many answers. */
const answersPerUser = 10;
const leastDrift = 1e-3;

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
  const { others, generating, chunks, drift } = newcomers;
  const { line, rhythm } = served;
  served.clear();
  served.requestSeconds = replica.requestSeconds(shape);
  const meanwhile = isFull ? served.requestSeconds : 0;
  const outside = served.requestSeconds - meanwhile;
  // Without answers of several steps prompts have all steps for themselves.
  const isBeside = replica.mixes || generating === 0;
  // Those who come together leave nobody generating that one would have to wait for.
  const apart = isBeside ? Math.max(0, users - newcomers.look * Math.max(1 / chunks, 1)) : 0;
  const company = generating === 0 ? 0 : Math.min(1, others * drift + apart);
  const promptRange = shape.promptRange / shape.promptTokens;
  const waiting = { prompts: newcomers, promptRange, company, isBeside };
  rhythm.clear(chunks);
  for (let round = 0; round < rounds; round += 1) {
    const total = served.requestTotalSeconds - meanwhile;
    if (isBeside) {
      line.besideGenerating(newcomers, outside, rhythm);
    } else {
      line.beforeGenerating(
        newcomers,
        outside,
        round === 0 ? 0 : total,
        served.queueSeconds,
        rhythm,
      );
    }
    const running = users * line.share;
    served.stepSequences = Math.max(1, running);
    replica.generate(shape, served.stepSequences, served.decode);
    const batch = Math.min(1 + line.together, replica.mostPrompts(shape));
    // Nobody generates beside his own prompt, nor do those who began with him.
    const apartFrom = others - (1 - drift) * line.together;
    replica.takeUp(shape, batch, Math.min(running, apartFrom), served);
    const before = rhythm.stepSeconds;
    rhythm.follow(served, line.rate, isBeside, generating > 0 ? replica.batches : 0);
    rhythm.byTheClock = -Math.expm1(-outside / rhythm.turnSeconds);
    // Where a pipeline has fewer batches under way than stages, its first stage is as often free.
    waiting.company = company * (replica.batches / replica.stages);
    lineUp(served, waiting);
    if (generating === 0) waitForAll(served, users, meanwhile);
    served.drift = generating === 0 ? 0 : drift;
    const own = shape.steps * served.decode.seconds;
    served.generationSeconds = isBeside
      ? own + generating * line.rate * (apartFrom / Math.max(others, 1e-9)) * served.holdUpSeconds
      : stoppedFor(own, newcomers, served, served.firstTokenSeconds - meanwhile);
    served.requestsPerSecond = users / (served.requestTotalSeconds - meanwhile);
    served.running = served.requestsPerSecond * served.generationSeconds;
    if (Math.abs(rhythm.stepSeconds - before) < tolerance * rhythm.stepSeconds) break;
  }
}

/** Where there are prompts alone, each user's next one waits for those of all others at least. */
function waitForAll(served: Served, users: number, meanwhile: number): void {
  const lacking = users * served.holdUpSeconds - (served.requestTotalSeconds - meanwhile);
  if (lacking > 0) served.queueSeconds += lacking;
}

/**
 * The time of an answer that prompts of all others stop, but those that are taken up before its first token: as
 * many as are met there by chance, or those who come together.
 */
function stoppedFor(
  own: number,
  { others, drift }: Newcomers,
  { line, holdUpSeconds, promptBatch, promptSteps }: Served,
  first: number,
): number {
  const chance = sharedTime(own, others, holdUpSeconds, first);
  const before = Math.max(line.ahead * (promptBatch / promptSteps), promptBatch - 1);
  const together = own + Math.max(others - before, 0) * holdUpSeconds;
  return drift * chance + (1 - drift) * together;
}

function newcomersOf(
  replica: Replica,
  shape: RequestShape,
  users: number,
  isFull: boolean,
): Newcomers {
  const { engine, stages } = replica;
  const batches = Math.min(stages, users);
  const generating = shape.steps * batches;
  const look = isFull ? 1 : engine.pollSteps;
  const mean = (look - 1) / 2;
  // Nobody is left before the next look: an idle engine looks at once. Answers that begin together and are
  // of any length within a range end, of `users`, at range · users / (users + 1) at the latest on average.
  const range = (shape.answerRange / shape.tokensPerStep) * batches;
  const untilAllAreDone = (range * (users - 1)) / (2 * (users + 1));
  return {
    others: users - 1,
    generating,
    wait: isFull ? 0 : engine.waitSteps,
    look,
    untilLook: look < generating ? mean : Math.min(mean, untilAllAreDone),
    chunks: replica.chunksOf(shape),
    drift:
      generating === 0
        ? 1
        : Math.min(1, Math.max((range * Math.sqrt(answersPerUser)) / generating, leastDrift)),
  };
}
