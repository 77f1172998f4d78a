import { stepsOf, type Newcomers } from './promptLine.ts';
import type { Served } from './served.ts';

/** What of a load decides how long a request waits for the steps that take its prompt up. */
export interface Waiting {
  readonly prompts: Pick<Newcomers, 'chunks' | 'wait' | 'look'>;
  /** The longest prompt less the shortest, as a part of a prompt. */
  readonly promptRange: number;
  /** How likely the engine is at work when a request comes: it takes one up at once when it is not. */
  readonly company: number;
  /** Whether steps that take up prompts also generate. */
  readonly isBeside: boolean;
}

/** Sets the waits before a prompt's own steps, once these are timed. */
export function lineUp(served: Served, waiting: Waiting): void {
  const { line, rhythm } = served;
  const { company, isBeside, promptRange } = waiting;
  const { chunks, wait, look } = waiting.prompts;
  const { ahead, untilLook, rate } = line;
  const { stepSeconds, metSeconds, plainSeconds, promptStepSeconds, byTheClock } = rhythm;
  const { promptBatch, promptSteps, holdUpSeconds, promptSeconds } = served;
  const filled = (promptBatch * chunks) / promptSteps;
  const beside = served.isMixed ? plainSeconds : 0;
  const fullStep = beside + (promptStepSeconds - beside) / filled;
  served.queueSeconds = fullStep * (stepsOf(chunks, ahead) - stepsOf(chunks, 0));
  served.queueSpreadSeconds = served.queueSeconds > 0 ? fullStep * line.spread : 0;
  served.companions = promptBatch - 1;
  served.companionRoom = Math.max(0, 1 / chunks - promptBatch);
  served.promptSpreadSeconds = (promptRange / 2) * (chunks > 1 ? promptSeconds : holdUpSeconds);
  // A request that comes at the end of a step waits whole steps; one that comes at any moment waits for the rest
  // of the step that it falls into first.
  const rest = Math.min(wait, 0.5);
  const later = wait - rest + (isBeside ? untilLook : (look - 1) / 2);
  const atAnyMoment = rest * metSeconds + later * stepSeconds;
  let atEnd = (wait + untilLook) * stepSeconds;
  if (!isBeside) {
    // Where prompts are being taken up the step that one waits for is such a step.
    const busy = -Math.expm1(-2 * wait * rate) / 2;
    atEnd = (untilLook + wait * (1 - busy)) * plainSeconds + wait * busy * promptStepSeconds;
  }
  served.alignmentSeconds = company * (byTheClock * atAnyMoment + (1 - byTheClock) * atEnd);
  served.alignmentSpreadSeconds = (company * look * stepSeconds - company * stepSeconds) / 2;
  // Of the step that it falls into, any part may be left.
  served.rest.set(rest > 0 ? byTheClock * company : 0, rhythm);
}
