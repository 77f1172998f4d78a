import { StepCost } from '../stepCost.ts';
import type { RequestShape } from '../requestShape.ts';
import type { Served } from './served.ts';

/** What one request takes of a replica's time: its part of the steps that it shares with others. */
export class MachineTime extends StepCost {
  promptSeconds = 0;
  generationSeconds = 0;
}

/** A request's part of the steps that took its prompt up and of those that it generated in. */
export function machineTime(shape: RequestShape, served: Served, stages: number): MachineTime {
  const { decode, prompt, promptBatch, promptSteps, running } = served;
  const spent = new MachineTime();
  const generating = (shape.steps / Math.max(running, 1)) * stages;
  const prompts = promptSteps / promptBatch;
  spent.add(decode, generating);
  spent.add(prompt, prompts);
  // Of a step that does both, only what prompts add to it.
  if (served.isMixed) spent.add(decode, -prompts);
  spent.generationSeconds = (shape.steps * decode.seconds) / Math.max(running, 1);
  spent.promptSeconds = served.holdUpSeconds;
  return spent;
}
