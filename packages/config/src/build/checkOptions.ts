import { nearestName, type FaultList } from '@mantile/core';
import { modelParts } from '../modelConfig.ts';

const phaseKeys = ['parallelism', 'dtype', 'dtypes', 'layers', 'parts'];
const layerKeys = ['parallelism', 'dtype', 'dtypes', 'specs'];
const choices: Readonly<Record<string, readonly unknown[]>> = {
  unknown: [undefined, 'lower', 'upper'],
  strict: [undefined, true, false],
};

/** What options a build takes. */
export const buildKeys = [...phaseKeys, 'registry', 'unknown', 'strict'] as const;
/** The same of a build by phases. */
export const phasesKeys = [...buildKeys, 'prefill', 'decode'] as const;

/** Notes options that are none, such as misspelt ones: they must not pass for options that were not given. */
export function checkOptions(
  options: object,
  known: readonly string[],
  path: string,
  faults: FaultList,
): void {
  if (!isGroup(options, path.slice(0, -1) || 'options', faults)) return;
  checkKeys(options, known, path, faults);
  const { layers, parts, prefill, decode, ...others } = options as Record<
    string,
    object | undefined
  >;
  for (const [key, legal] of Object.entries(choices)) {
    if (legal.includes(others[key])) continue;
    note(faults, `${path}${key}`, others[key], `expected ${legal.slice(1).join(' or ')}.`);
  }
  checkGroups(others, path, faults);
  if (parts !== undefined && isGroup(parts, `${path}parts`, faults)) {
    checkKeys(parts, modelParts, `${path}parts.`, faults);
    for (const [part, state] of Object.entries(parts)) {
      if ([undefined, 'runs', 'rests', 'absent'].includes(state as string | undefined)) continue;
      note(faults, `${path}parts.${part}`, state, 'expected runs, rests or absent.');
    }
  }
  if (layers !== undefined && isGroup(layers, `${path}layers`, faults)) {
    for (const [name, layer] of Object.entries(layers)) {
      const at = `${path}layers.${name}`;
      if (layer === undefined || !isGroup(layer as object, at, faults)) continue;
      checkKeys(layer as object, layerKeys, `${at}.`, faults);
      checkGroups(layer as object, `${at}.`, faults);
    }
  }
  if (!known.includes('prefill')) return;
  for (const [phase, given] of Object.entries({ prefill, decode })) {
    if (given !== undefined) checkOptions(given, phaseKeys, `${path}${phase}.`, faults);
  }
}

function checkGroups(given: object, path: string, faults: FaultList): void {
  for (const key of ['parallelism', 'dtypes', 'specs']) {
    const group = (given as Record<string, unknown>)[key];
    if (group !== undefined) isGroup(group, path + key, faults);
  }
}

function checkKeys(given: object, known: readonly string[], path: string, faults: FaultList): void {
  for (const key of Object.keys(given)) {
    if (known.includes(key)) continue;
    const near = nearestName(key, known);
    faults.add({
      code: 'option.unknown',
      path: path + key,
      value: key,
      legal: known,
      message: `no such option${near === undefined ? '.' : `, did you mean "${near}"?`} Known: ${known.join(', ')}.`,
    });
  }
}

function isGroup(given: unknown, path: string, faults: FaultList): given is object {
  if (typeof given === 'object' && given !== null && !Array.isArray(given)) return true;
  note(faults, path, given, 'expected an object.');
  return false;
}

function note(faults: FaultList, path: string, value: unknown, message: string): void {
  faults.add({ code: 'option.invalid', path, value, message });
}
