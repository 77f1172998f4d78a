import { MantileError, nearestName, type Fault, type Layer, type LayerClass } from '@mantile/core';
import { snakeKey } from '../codec/keyCase.ts';
import { keysOf } from '../validate/layers/specKeys.ts';
import { plainWords } from '../validate/plainWords.ts';
import { didYouMean, knownNames, shown } from '../validate/text.ts';
import type { Findings } from './findings.ts';
import { keyGroups, manifestKeys, specKey } from './layerTypes.ts';
import type { MapNode, Place, SourceEntry } from './sourceNode.ts';
import type { PlainValue } from './plainValue.ts';

/** A layer as a manifest describes it, constructed once. */
export interface ReadLayer {
  readonly kind: string;
  readonly spec: Readonly<Record<string, PlainValue>>;
  readonly layer: Layer;
}

/** What reading needs: values with their variables put in. */
export interface SpecReader {
  readonly findings: Findings;
  /** A value without places; undefined where it cannot be had. */
  readonly plain: (entry: SourceEntry, path: string) => PlainValue | undefined;
  /** Layers made before, by kind and spec: repeated ones are many. */
  readonly made: Map<string, ReadLayer>;
}

/** Reads the keys of a layer into the spec of its class, and constructs it. */
export function readSpec(
  node: MapNode,
  layerClass: LayerClass,
  path: string,
  { findings, plain, made }: SpecReader,
): ReadLayer | undefined {
  const places = new Map<string, { readonly key: string; readonly place: Place }>();
  const values = new Map<string, PlainValue>();
  const problems: string[] = [];
  const take = (key: string, entry: SourceEntry, at: string): void => {
    const own = specKey(key, layerClass);
    const before = own === undefined ? undefined : places.get(own);
    if (own === undefined || before !== undefined) {
      problems.push(at);
      if (own === undefined) noteUnknown(key, entry.key, at, layerClass, node, findings);
      else {
        const message = `"${key}" and "${before?.key ?? ''}" say the same.`;
        findings.error(entry.key, 'manifest.key_twice', at, message, 'Keep one of them.');
      }
      return;
    }
    places.set(own, { key, place: entry.value });
    const value = plain(entry, at);
    if (value === undefined) problems.push(at);
    else values.set(own, value);
  };
  for (const [key, entry] of node.entries) {
    if (key === 'type') continue;
    const at = `${path}.${key.slice(0, 60)}`;
    if (keyGroups[layerClass.kind] === key && entry.value.kind === 'map') {
      for (const [inner, own] of entry.value.entries)
        take(inner, own, `${at}.${inner.slice(0, 60)}`);
    } else {
      take(key, entry, at);
    }
  }
  noteWithoutEffect(layerClass, places, path, findings);
  if (layerClass.kind === 'GroupedQueryAttentionLayer' && !values.has('numKvHeads')) {
    // Grouped queries without a number of groups are as many groups as heads.
    const heads = values.get('numHeads');
    if (heads !== undefined && !places.has('numKvHeads')) values.set('numKvHeads', heads);
  }
  if (problems.length > 0) return undefined;
  const spec = Object.fromEntries(values);
  const identity = JSON.stringify([layerClass.kind, spec]);
  const known = made.get(identity);
  if (known !== undefined) return known;
  try {
    const read = { kind: layerClass.kind, spec, layer: new layerClass({ ...spec }) };
    made.set(identity, read);
    return read;
  } catch (error) {
    const faults = MantileError.isInstance(error)
      ? error.faults
      : // Classes that others register may fail in any way.
        [
          {
            code: 'spec.invalid',
            path: 'spec',
            message: error instanceof Error ? error.message : 'it fails.',
          },
        ];
    for (const fault of faults) noteFault(fault, places, node, layerClass, path, findings);
    return undefined;
  }
}

function noteUnknown(
  key: string,
  place: Place,
  path: string,
  layerClass: LayerClass,
  node: MapNode,
  findings: Findings,
): void {
  const { kind } = layerClass;
  const group = keyGroups[kind];
  const known = [...manifestKeys(layerClass), ...(group === undefined ? [] : [group])];
  const near = nearestName(
    key,
    known.filter((name) => !node.entries.has(name)),
  );
  const needsMode = kind === 'AttentionLayer' && ['n_kv_heads', 'num_kv_heads'].includes(key);
  const fix = needsMode
    ? 'Set mode: gqa.'
    : near === undefined
      ? 'Remove it.'
      : `Rename it to "${near}".`;
  const message = `${kind} has no key ${shown(key)}${didYouMean(needsMode ? undefined : near)}${knownNames(key, known)}`;
  findings.error(place, 'manifest.unknown_key', path, message, fix);
}

function noteWithoutEffect(
  { kind }: LayerClass,
  places: ReadonlyMap<string, { readonly key: string; readonly place: Place }>,
  path: string,
  findings: Findings,
): void {
  const kvHeads = places.get('numKvHeads');
  if (kind !== 'DecoupledBottleneckAttentionLayer' || kvHeads === undefined) return;
  const message = `${kvHeads.key} has no effect in mode decoupled: every head has keys of its own, narrow as they are.`;
  findings.warning(
    kvHeads.place,
    'manifest.no_effect',
    `${path}.${kvHeads.key}`,
    message,
    'Remove it.',
  );
}

function noteFault(
  fault: Fault,
  places: ReadonlyMap<string, { readonly key: string; readonly place: Place }>,
  node: MapNode,
  layerClass: LayerClass,
  path: string,
  findings: Findings,
): void {
  const [first = ''] = fault.path.split('.');
  const keys = keysOf(layerClass);
  const at = places.get(first);
  // The name that this manifest uses, or the first that it could.
  const written = (key: string): string =>
    places.get(key)?.key ??
    manifestKeys(layerClass).find((name) => specKey(name, layerClass) === key) ??
    snakeKey(key);
  const isMissing = fault.value === undefined && at === undefined && keys.includes(first);
  if (isMissing) {
    const message = `${layerClass.kind} needs "${written(first)}".`;
    findings.error(
      node,
      'manifest.missing',
      `${path}.${written(first)}`,
      message,
      `Add "${written(first)}".`,
    );
    return;
  }
  const said = plainWords(fault.message).replace(/[A-Za-z][A-Za-z0-9]*/g, (word) =>
    keys.includes(word) ? written(word) : word,
  );
  const legal = fault.legal?.slice(0, 20).join(', ');
  const place = keys.includes(first) ? `${path}.${written(first)}` : path;
  findings.error(
    at?.place ?? node,
    fault.code,
    place,
    said,
    legal === undefined ? 'Correct the value.' : `Use one of ${legal}.`,
  );
}
