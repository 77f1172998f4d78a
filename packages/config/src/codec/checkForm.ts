import { FaultList } from '@mantile/core';

/** Refuses what has not the form of a config, so that what reads it can: all that is wrong at once. */
export function checkForm(given: unknown, listKey: 'layer_types' | 'layerTypes'): void {
  const faults = new FaultList();
  const expect = (isRight: boolean, path: string, value: unknown, what: string): boolean => {
    if (isRight) return true;
    const message = `expected ${what}; validateModelConfig() says all that is wrong with a config.`;
    faults.add({ code: 'config.invalid', path, value, message });
    return false;
  };
  if (!expect(isRecord(given), 'config', given, 'a model config')) faults.throwIfAny();
  const list = (given as Readonly<Record<string, unknown>>)[listKey];
  if (!expect(Array.isArray(list), listKey, list, 'a list of layer types')) faults.throwIfAny();
  (list as readonly unknown[]).forEach((type, index) => {
    const path = `${listKey}[${index}]`;
    if (!expect(isRecord(type), path, type, 'a type of layer')) return;
    const { specs, dtypes, tensors } = type as Readonly<Record<string, unknown>>;
    expect(isRecord(specs), `${path}.specs`, specs, 'an object');
    expect(isAbsent(dtypes) || isRecord(dtypes), `${path}.dtypes`, dtypes, 'an object');
    const isList = Array.isArray(tensors) && tensors.every(isRecord);
    expect(isAbsent(tensors) || isList, `${path}.tensors`, tensors, 'a list of tensors');
  });
  faults.throwIfAny();
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
