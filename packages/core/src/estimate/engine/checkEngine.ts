import { requireWholeNumber, type FaultList } from '../../errors.ts';
import { describeValue } from '../../internal/describeValue.ts';
import { noteUnknown, noteUnknownKeys } from '../../internal/noteUnknown.ts';
import { nearestName } from '../../nearestName.ts';
import { plainEngine, type EngineCosts, type EngineProfile } from './engineProfile.ts';

const optional = ['version', 'chip', 'source', 'notes'];

/** Notes what a profile cannot say: they are read from files too. */
export function checkEngine(engine: EngineProfile, faults: FaultList): void {
  const given: unknown = engine;
  const note = (path: string, value: unknown, expected: string): void => {
    const message = `expected ${expected}, got ${describeValue(value)}.`;
    faults.add({ code: 'engine.invalid', path: `options.engine${path}`, value, message });
  };
  const costs: unknown = typeof given === 'object' && given !== null ? engine.costs : undefined;
  if (typeof costs !== 'object' || costs === null) {
    note('', given, 'an engine profile; spread plainEngine to begin one of your own');
    return;
  }
  noteUnknownKeys(costs, Object.keys(plainEngine.costs), faults, 'options.engine.costs');
  const keys = [...Object.keys(plainEngine), ...optional];
  for (const key of Object.keys(engine)) {
    // Profiles carry more than is read here, such as what they were observed on: but nothing that reads like a slip.
    if (keys.includes(key) || nearestName(key, keys) === undefined) continue;
    noteUnknown(key, keys, faults, `options.engine.${key}`);
  }
  for (const name of Object.keys(plainEngine.costs) as (keyof EngineCosts)[]) {
    const value: unknown = engine.costs[name];
    if (typeof value === 'number' && value >= 0 && value < Infinity) continue;
    note(`.costs.${name}`, value, 'seconds, 0 or more');
  }
  const { scheduler, kernelFactor, memoryShare, workspaceBytes, waitSteps, admission } = engine;
  if (!(Number.isFinite(kernelFactor) && kernelFactor > 0))
    note('.kernelFactor', kernelFactor, 'a factor above 0');
  if (!['mixed', 'exclusive'].includes(scheduler))
    note('.scheduler', scheduler, '"mixed" or "exclusive"');
  if (!['full', 'current'].includes(admission))
    note('.admission', admission, '"full" or "current"');
  if (!(memoryShare > 0 && memoryShare <= 1))
    note('.memoryShare', memoryShare, 'a share above 0, up to 1');
  if (!(workspaceBytes >= 0)) note('.workspaceBytes', workspaceBytes, 'bytes, 0 or more');
  if (!(waitSteps >= 0)) note('.waitSteps', waitSteps, 'steps, 0 or more');
  const { notes = [] } = engine;
  if (!(Array.isArray(notes) && notes.every(isNote)))
    note('.notes', notes, 'a list of notes, each a code and a message');
  for (const name of ['chunkTokens', 'pollSteps', 'blockTokens'] as const) {
    requireWholeNumber(faults, 'engine.invalid', `options.engine.${name}`, engine[name], 1);
  }
}

function isNote(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { code, message } = value as Readonly<Record<string, unknown>>;
  return typeof code === 'string' && typeof message === 'string';
}
