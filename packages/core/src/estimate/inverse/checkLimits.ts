import type { FaultList } from '../../errors.ts';
import { describeValue } from '../../internal/describeValue.ts';
import { noteUnknownKeys } from '../../internal/noteUnknown.ts';
import type { ServiceLimits } from './answer.ts';

const limitKeys: readonly (keyof ServiceLimits)[] = ['maxTtftMs', 'maxTpotMs', 'maxE2eMs'];

/** Notes limits that are none: a figure that is missing by mistake would let everything pass. */
function checkLimits(limits: ServiceLimits, path: string, faults: FaultList): void {
  for (const key of limitKeys) {
    const value: unknown = limits[key];
    if (value === undefined || (typeof value === 'number' && value > 0)) continue;
    const message = `expected milliseconds, above 0, got ${describeValue(value)}.`;
    faults.add({ code: 'option.invalid', path: `${path}.${key}`, value, message });
  }
}

/** Notes a question that is none, and keys of it that nobody reads; throws where no key can be read. */
export function checkQuestion(
  question: unknown,
  keys: readonly string[],
  path: string,
  faults: FaultList,
): void {
  if (typeof question === 'object' && question !== null && !Array.isArray(question)) {
    const known = [...keys, ...limitKeys];
    noteUnknownKeys(question, known, faults, path);
    checkLimits(question, path, faults);
    return;
  }
  const message = `expected an object, got ${describeValue(question)}.`;
  faults.add({ code: 'option.invalid', path, value: question, message });
  faults.throwIfAny();
}

/** Whether any time is limited. */
export function isLimited(limits: ServiceLimits): boolean {
  return limitKeys.some((key) => limits[key] !== undefined);
}
