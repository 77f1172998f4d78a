import type { Finding } from '@mantile/config';
import { standardLayers } from '@mantile/layers';
import { countParts, type PartCounts } from '../../blueprint/countParts.ts';
import { layersOf } from '../../blueprint/layers.ts';
import { layerTypesOf } from '../../blueprint/layerTypes.ts';
import { tensorsOf } from '../../blueprint/pieceTensors.ts';
import { readBlueprint } from '../readBlueprint.ts';
import type { Evidence } from '../family.ts';
import { mistakenNamesakes } from './namesakes.ts';
import { silentFieldsOf } from './silentFields.ts';

/** What a test asks of a mapping. */
export interface Outcome extends PartCounts {
  /** Shapes of the expected tensors, by name. */
  readonly shapes: ReadonlyMap<string, readonly number[]>;
  /** Elements of all tensors that are neither buffers nor optional. */
  readonly elements: number;
  /** The layer types' names, each with its count. */
  readonly types: Readonly<Record<string, number>>;
  /** The layer types' kinds, by name. */
  readonly kinds: Readonly<Record<string, string>>;
  /** Codes of the findings, errors and warnings only, fields that nobody reads left aside. */
  readonly codes: readonly string[];
}

const taken = new Set<string>();

/** Whatever a test maps must not become another model in silence when a field is taken out of it. */
function expectNoSilence(config: Readonly<Record<string, unknown>>): void {
  const key = JSON.stringify([config['model_type'], config['architectures'], Object.keys(config)]);
  if (taken.has(key)) return;
  taken.add(key);
  const silent = silentFieldsOf(config);
  if (silent.length > 0) throw new Error(`nothing is said without ${silent.join(', ')}`);
  const mistaken = mistakenNamesakes(config);
  if (mistaken.length > 0) throw new Error(`second names: ${mistaken.join('; ')}`);
}

/** Maps a config, or says what stands in the way. */
export function outcomeOf(config: Readonly<Record<string, unknown>>, evidence?: Evidence): Outcome {
  const { blueprint, findings } = readBlueprint(config, evidence);
  if (blueprint === undefined) throw new Error(findings.map(describe).join('\n'));
  if (evidence === undefined) expectNoSilence(config);
  const layerOf = layersOf(standardLayers);
  const tensors = tensorsOf(blueprint, layerOf);
  const stored = tensors.filter(({ isBuffer, isOptional }) => isBuffer !== true && !isOptional);
  const types = layerTypesOf(blueprint);
  const size = (shape: readonly number[]) => shape.reduce((product, length) => product * length, 1);
  return {
    ...countParts(blueprint, layerOf),
    shapes: new Map(tensors.map(({ name, shape }) => [name, shape])),
    elements: stored.reduce((sum, { shape }) => sum + size(shape), 0),
    kinds: Object.fromEntries(types.map(({ name, class: kind }) => [name, kind])),
    types: Object.fromEntries(types.map(({ name, count }) => [name, count])),
    // Toys of families state what published files do, much of which no mapping needs to look at.
    codes: findings
      .filter(({ severity, code }) => severity !== 'info' && code !== 'hf.field_unread')
      .map(({ code }) => code),
  };
}

/** The faults of a config that cannot be mapped, as `code path`. */
export function faultsOf(config: Readonly<Record<string, unknown>>): readonly string[] {
  const errors = readBlueprint(config).findings.filter(({ severity }) => severity === 'error');
  return errors.map(({ code, path }) => `${code} ${path}`);
}

function describe({ severity, code, path, message }: Finding): string {
  return `${severity} ${code} ${path}: ${message}`;
}
