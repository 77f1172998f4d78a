import { FaultList } from '@mantile/core';
import { decodeModelConfig } from '../codec/decodeModelConfig.ts';
import type { ModelConfig } from '../modelConfig.ts';
import type { ModelConfigDocument } from '../modelConfigDocument.ts';

/** A config in the form of code, whichever form it came in; what is neither is refused. */
export function readConfig(config: ModelConfig | ModelConfigDocument): ModelConfig {
  const given: unknown = config;
  const faults = new FaultList();
  const note = (path: string, value: unknown, expected: string): void =>
    faults.add({
      code: 'config.invalid',
      path,
      value,
      message: `expected ${expected}; validateModelConfig() says all that is wrong with a config.`,
    });
  const isDocument = isObject(given) && 'layer_types' in given;
  const listKey = isDocument ? 'layer_types' : 'layerTypes';
  const list = isObject(given) ? given[listKey] : undefined;
  if (!isObject(given)) note('config', given, 'a model config');
  else if (!Array.isArray(list) || list.length === 0) note(listKey, list, 'a list of layer types');
  else list.forEach((type: unknown, index) => checkType(type, `${listKey}[${index}]`, note));
  faults.throwIfAny();
  return isDocument
    ? decodeModelConfig(given as unknown as ModelConfigDocument)
    : (config as ModelConfig);
}

function checkType(
  type: unknown,
  path: string,
  note: (path: string, value: unknown, expected: string) => void,
): void {
  if (!isObject(type)) {
    note(path, type, 'a type of layer');
    return;
  }
  const { name, class: kind, count, specs, tensors, dtypes } = type;
  if (typeof name !== 'string' || name === '') note(`${path}.name`, name, 'a name');
  if (typeof kind !== 'string') note(`${path}.class`, kind, 'the name of a layer kind');
  if (!Number.isSafeInteger(count) || (count as number) < 1) {
    note(`${path}.count`, count, 'a whole number of at least 1');
  }
  if (!isObject(specs)) note(`${path}.specs`, specs, 'an object');
  if (tensors !== undefined && !(Array.isArray(tensors) && tensors.every(isObject))) {
    note(`${path}.tensors`, tensors, 'a list of tensors');
  }
  if (dtypes !== undefined && !isObject(dtypes)) note(`${path}.dtypes`, dtypes, 'an object');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
