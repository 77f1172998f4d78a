import { nearestName, standardDtypes, type DtypeName, type LayerRegistry } from '@mantile/core';
import type { ModelConfig } from '../modelConfig.ts';
import { didYouMean, shown } from '../validate/text.ts';
import { declareVariables } from './declareVariables.ts';
import type { Findings } from './findings.ts';
import { NodeReader } from './nodeReader.ts';
import { plainValue } from './plainValue.ts';
import { readEmbedder } from './readEmbedder.ts';
import type { SpecReader } from './readSpec.ts';
import { TopologyReader } from './readTopology.ts';
import type { MapNode, SourceNode } from './sourceNode.ts';
import { toConfig } from './toConfig.ts';
import { Variables, type ManifestVariables } from './variables.ts';

const manifestKeys = [
  'version',
  'name',
  'description',
  'dtype',
  'variables',
  'presets',
  'model',
  'embedder',
  'topology',
] as const;
const modelKeys = ['type', 'embedder', 'topology'] as const;
/** The one type of model that there is. */
export const modelType = 'TransformerModel';

interface Reading {
  readonly variables: ManifestVariables;
  readonly preset: string | undefined;
  readonly registry: LayerRegistry;
}

/** Reads the nodes of a manifest into a config; where something is wrong, what comes back is of no use. */
export function readManifest(
  root: SourceNode,
  { variables: given, preset, registry }: Reading,
  findings: Findings,
): ModelConfig | undefined {
  const variables = new Variables(findings);
  const nodes = new NodeReader(findings, variables);
  if (root.kind !== 'map') {
    findings.error(
      root,
      'manifest.value',
      '',
      'expected a map with a topology.',
      'Describe a model: a topology of layers.',
    );
    return undefined;
  }
  nodes.checkKeys(root, manifestKeys, 'a manifest', '');
  declareVariables(root, preset, variables, findings);
  variables.override(given);
  checkVersion(root, nodes);

  const model = sectionOf(root, 'model', '', nodes);
  const home = model ?? root;
  const path = model === undefined ? '' : 'model.';
  if (model !== undefined) checkModel(root, model, nodes);
  const reader: SpecReader = {
    findings,
    plain: (entry, at) => plainValue(entry.value, at, variables, findings),
    made: new Map(),
  };
  const topology = new TopologyReader(reader, nodes, registry);
  const embedder = sectionOf(home, 'embedder', path, nodes);
  const read = embedder && readEmbedder(embedder, `${path}embedder`, reader, nodes, registry);
  let width: number | undefined;
  if (read !== undefined && embedder !== undefined) {
    width = topology.through(read, embedder, `${path}embedder`).output;
    topology.add(read, 1, embedder, `${path}embedder`);
  }
  const layers = home.entries.get('topology');
  if (layers === undefined) {
    findings.error(
      home,
      'manifest.missing',
      `${path}topology`,
      '"topology" is missing.',
      'Add "topology".',
    );
  } else {
    topology.read(layers.value, `${path}topology`, width);
  }
  const name = root.entries.has('name') ? nodes.textOf(root, 'name', '') : 'manifest';
  if (root.entries.has('description')) nodes.textOf(root, 'description', '');
  const dtype = dtypeOf(root, nodes);
  // What is wrong may be why something is not used.
  if (!findings.hasErrors) variables.checkUse(given);
  if (findings.hasErrors || name === undefined) return undefined;
  return toConfig({ name, dtype, embedder: read, topology, registry }, root, findings);
}

function sectionOf(
  home: MapNode,
  key: string,
  path: string,
  nodes: NodeReader,
): MapNode | undefined {
  const entry = home.entries.get(key);
  const node = entry && nodes.variables.resolve(entry.value, path + key);
  if (node === undefined || node.kind === 'map') return node;
  nodes.findings.error(
    node,
    'manifest.value',
    path + key,
    'expected a map.',
    'Write its keys below it, indented.',
  );
  return undefined;
}

function checkModel(root: MapNode, model: MapNode, nodes: NodeReader): void {
  nodes.checkKeys(model, modelKeys, 'a model', 'model');
  for (const key of ['embedder', 'topology']) {
    const entry = root.entries.get(key);
    if (entry === undefined) continue;
    const message = `there is a model, and "${key}" belongs to it.`;
    nodes.findings.error(entry.key, 'manifest.key_twice', key, message, 'Move it below model.');
  }
  if (!model.entries.has('type')) return;
  const type = nodes.textOf(model, 'type', 'model');
  if (type === undefined || type === modelType) return;
  const message = `there is no model ${shown(type)}. Known: ${modelType}.`;
  const place = model.entries.get('type')?.value ?? model;
  nodes.findings.error(place, 'manifest.unknown_type', 'model.type', message, `Use ${modelType}.`);
}

function checkVersion(root: MapNode, nodes: NodeReader): void {
  const entry = root.entries.get('version');
  const node = entry && nodes.variables.resolve(entry.value, 'version');
  if (node === undefined || (node.kind === 'scalar' && node.value === 1)) return;
  nodes.findings.error(
    node,
    'manifest.value',
    'version',
    'there is version 1 of manifests only.',
    'Set version to 1.',
  );
}

function dtypeOf(root: MapNode, nodes: NodeReader): DtypeName | undefined {
  if (!root.entries.has('dtype')) return undefined;
  const dtype = nodes.textOf(root, 'dtype', '');
  if (dtype === undefined || Object.hasOwn(standardDtypes, dtype))
    return dtype as DtypeName | undefined;
  const legal = Object.keys(standardDtypes);
  const message = `there is no number format ${shown(dtype)}${didYouMean(nearestName(dtype, legal))}`;
  const place = root.entries.get('dtype')?.value ?? root;
  nodes.findings.error(place, 'dtype.unknown', 'dtype', message, `Use one of ${legal.join(', ')}.`);
  return undefined;
}
