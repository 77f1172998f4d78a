import { StepCost } from '../stepCost.ts';
import type { RequestShape } from '../requestShape.ts';
import type { Served } from './served.ts';

/** What one request takes of a replica's time: its part of the steps that it shares with others. */
export class MachineTime extends StepCost {
  promptSeconds = 0;
  generationSeconds = 0;

  /** Adds `times` times what a step has more than another: nothing where it has less. */
  addBeyond(step: StepCost, other: StepCost, times: number): void {
    this.computeSeconds += beyond(step.computeSeconds, other.computeSeconds) * times;
    this.memorySeconds += beyond(step.memorySeconds, other.memorySeconds) * times;
    this.communicationSeconds +=
      beyond(step.communicationSeconds, other.communicationSeconds) * times;
    this.overheadSeconds += beyond(step.overheadSeconds, other.overheadSeconds) * times;
    this.arithmeticSeconds += beyond(step.arithmeticSeconds, other.arithmeticSeconds) * times;
    this.trafficSeconds += beyond(step.trafficSeconds, other.trafficSeconds) * times;
  }
}

function beyond(value: number, other: number): number {
  return Math.max(0, value - other);
}

/** A request's part of the steps that took its prompt up and of those that it generated in. */
export function machineTime(shape: RequestShape, served: Served, stages: number): MachineTime {
  const { decode, prompt, promptBatch, promptSteps, stepSequences } = served;
  const spent = new MachineTime();
  const generating = shape.steps / Math.max(1, stepSequences / stages);
  const prompts = promptSteps / promptBatch;
  spent.add(decode, generating);
  // Of a step that does both, only what prompts add to it.
  if (served.isMixed) spent.addBeyond(prompt, decode, prompts);
  else spent.add(prompt, prompts);
  spent.generationSeconds = (shape.steps * decode.seconds) / stepSequences;
  spent.promptSeconds = served.holdUpSeconds;
  return spent;
}
