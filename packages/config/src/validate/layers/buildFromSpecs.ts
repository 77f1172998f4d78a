import {
  FaultList,
  MantileError,
  nearestName,
  type Fault,
  type Layer,
  type LayerClass,
} from '@mantile/core';
import { convertKeys } from '../../codec/convertKeys.ts';
import { camelKey, snakeKey } from '../../codec/keyCase.ts';
import { toCamel } from '../../codec/decodeModelConfig.ts';
import type { FindingList } from '../findingList.ts';
import { plainWords } from '../plainWords.ts';
import { didYouMean, isRecord, pathAt, renaming, shown } from '../text.ts';
import { isMetadata, keysOf, metadataKeys, setupKeys } from './specKeys.ts';

/** More values than any spec has; a schema would spend long on telling each. */
const mostValues = 2000;

/** Makes a layer of its class's specs as files write them; what the class refuses is noted at its place. */
export function buildFromSpecs(
  layerClass: LayerClass,
  specs: Readonly<Record<string, unknown>>,
  path: string,
  findings: FindingList,
): Layer | undefined {
  if (countValues(specs) > mostValues) {
    const message = `more than ${mostValues} values, which no class takes.`;
    findings.error('config.too_large', path, message, `Keep to the keys of ${layerClass.kind}.`);
    return undefined;
  }
  const faults = new FaultList();
  const own = Object.entries(specs).filter(([key]) => {
    if (isMetadata(key, camelKey(key), layerClass)) return false;
    if (!Object.hasOwn(setupKeys, key)) return true;
    const message = `"${key}" is no property of a layer class.`;
    findings.error('config.unknown_key', pathAt(path, key), message, setupKeys[key]);
    return false;
  });
  const decoded = convertKeys(Object.fromEntries(own), toCamel, path, faults) as object;
  noteFaults(() => faults.throwIfAny(), layerClass, specs, path, findings);
  return noteFaults(() => new layerClass(decoded), layerClass, specs, path, findings);
}

function noteFaults<Made>(
  make: () => Made,
  layerClass: LayerClass,
  specs: Readonly<Record<string, unknown>>,
  path: string,
  findings: FindingList,
): Made | undefined {
  try {
    return make();
  } catch (error) {
    if (MantileError.isInstance(error)) {
      for (const fault of error.faults) noteFault(fault, layerClass, specs, path, findings);
    } else {
      // Classes that others register may fail in any way.
      const message = `${layerClass.kind} failed: ${error instanceof Error ? error.message : shown(error)}`;
      findings.error('config.layer_failed', path, message, 'Check the specs, or the class.');
    }
    return undefined;
  }
}

function noteFault(
  fault: Fault,
  layerClass: LayerClass,
  specs: Readonly<Record<string, unknown>>,
  path: string,
  findings: FindingList,
): void {
  if (fault.code === 'config.key') {
    const right = snakeKey(camelKey(String(fault.value)));
    findings.error('config.key', fault.path, fault.message, `Rename it to "${right}".`);
    return;
  }
  const keys = keysOf(layerClass);
  const at =
    fault.path === 'spec' ? path : fault.path.split('.').map(snakeStep).reduce(pathAt, path);
  if (fault.message.startsWith('no such key')) {
    const key = snakeKey(fault.path);
    const legal = [...keys.map(snakeKey), ...metadataKeys];
    const near = nearestName(key, legal);
    const message = `${layerClass.kind} has no such key${didYouMean(near)} Known: ${legal.join(', ')}.`;
    const fix = near === undefined ? 'Remove it.' : renaming(near, Object.hasOwn(specs, near));
    findings.error('config.unknown_key', at, message, fix);
    return;
  }
  if (findings.hasErrorAt(at)) return;
  const isMissing = fault.value === undefined && fault.message.endsWith('received undefined');
  const message = isMissing
    ? `${layerClass.kind} needs this key.`
    : inSnakeCase(plainWords(fault.message), keys);
  const legal = fault.legal?.slice(0, 20).join(', ');
  const fix = isMissing
    ? `Add "${snakeKey(fault.path)}".`
    : legal === undefined
      ? 'Correct the value.'
      : `Use one of ${legal}.`;
  findings.error(isMissing ? 'config.missing' : fault.code, at, message, fix);
}

const snakeStep = (step: string): PropertyKey =>
  /^\d+$/.test(step) ? Number(step) : snakeKey(step);

/** A message of a class, naming its keys as the file does. */
function inSnakeCase(message: string, keys: readonly string[]): string {
  return message.replace(/[A-Za-z][A-Za-z0-9]*/g, (word) =>
    keys.includes(word) ? snakeKey(word) : word,
  );
}

function countValues(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + countValues(item), 1);
  if (!isRecord(value)) return 1;
  return Object.values(value).reduce<number>((sum, item) => sum + countValues(item), 1);
}
