import { FaultList, MantileError } from '@mantile/core';
import { UsageError } from '../usageError.ts';
import type { Context } from '../command.ts';
import type { EstimateFlags } from './estimateFlags.ts';
import { asAnswered, whyNoAnswers } from './generates.ts';
import { hardwareNamed } from './hardwareNamed.ts';
import { modelNamed } from './modelNamed.ts';
import { readRequest } from './readRequest.ts';
import type { Question } from './setup.ts';

/** Reads all that was typed, and refuses all that is wrong with it at once, what was noted before included. */
export async function readQuestion(
  model: string,
  flags: EstimateFlags,
  { io, progress }: Context,
  faults = new FaultList(),
): Promise<Question> {
  const typed = readRequest(flags, faults);
  const { environment } = io;
  const { on, draft, revision, layers } = flags;
  if (on === undefined) {
    const message =
      'say what it runs on: --on h100, --on 8xh100, --on dgx-h100; mantile hardware lists all.';
    faults.add({ code: 'option.missing', path: '--on', message });
  }
  const reading = { environment, progress, revision, layers };
  const found = await gathered('model', faults, () => modelNamed(model, reading));
  const drafting =
    draft === undefined
      ? undefined
      : await gathered('--draft', faults, () =>
          modelNamed(draft, { environment, progress, layers }),
        );
  const hardware =
    on === undefined ? undefined : await gathered('--on', faults, () => hardwareNamed(on));
  const request = found === undefined ? typed : asAnswered(typed, found.config, flags, faults);
  const whyNone = drafting === undefined ? undefined : whyNoAnswers(drafting.config);
  if (whyNone !== undefined) {
    const message = `a draft model generates, and this one does not: ${whyNone}.`;
    faults.add({ code: 'model.does_not_generate', path: '--draft', value: draft, message });
  }
  faults.throwIfAny();
  if (found === undefined || hardware === undefined) throw new UsageError('nothing to estimate.');
  return { request, model: found, draft: drafting, hardware };
}

/** What work gives; what it refuses is noted with the rest. */
export async function gathered<Value>(
  path: string,
  faults: FaultList,
  work: () => Value | Promise<Value>,
): Promise<Value | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UsageError) {
      faults.add({ code: 'option.invalid', path, message: error.message });
    } else if (MantileError.isInstance(error)) {
      for (const fault of error.faults) faults.add(fault);
    } else throw error;
    return undefined;
  }
}
