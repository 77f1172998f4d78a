import { nearestName, type LayerRegistry } from '@mantile/core';
import { standardLayers } from '@mantile/layers';
import { layerWidths } from '../validate/layers/layerWidths.ts';
import { didYouMean, shown } from '../validate/text.ts';
import type { Findings } from './findings.ts';
import { attentionModes, classOf } from './layerTypes.ts';
import { readSpec, type ReadLayer, type SpecReader } from './readSpec.ts';
import type { MapNode, Place, SourceNode } from './sourceNode.ts';
import { joinedWidth, topologyTypes, type TopologyType } from './topologies.ts';
import type { NodeReader } from './nodeReader.ts';

const mostLevels = 64;
const mostNodes = 10_000;
/** What a count may be: more would be no model. */
const mostLayers = 1_000_000;

/** Reads topologies into layers with their counts. */
export class TopologyReader {
  /** Each distinct layer with its count, in the order of their first places. */
  readonly counts = new Map<ReadLayer, number>();
  /** The layer that comes last. */
  last: ReadLayer | undefined;
  private total = 0;
  private visited = 0;
  private readonly reader: SpecReader;
  private readonly nodes: NodeReader;
  private readonly registry: LayerRegistry;

  constructor(reader: SpecReader, nodes: NodeReader, registry: LayerRegistry) {
    this.reader = reader;
    this.nodes = nodes;
    this.registry = registry;
  }

  /** Adds layers to what there are. */
  add(layer: ReadLayer, count: number, node: MapNode, path: string): void {
    this.total += count;
    if (this.total > mostLayers) {
      const message = `there are more than ${mostLayers} layers.`;
      this.reader.findings.error(node, 'manifest.too_many_layers', path, message, 'Repeat less.');
      return;
    }
    this.counts.set(layer, (this.counts.get(layer) ?? 0) + count);
    this.last = layer;
  }

  /** Reads a layer or a topology that `width` elements go into; returns what comes out, where that is known. */
  read(
    given: SourceNode,
    path: string,
    count: number,
    width?: number,
    level = 0,
  ): number | undefined {
    const { findings } = this.reader;
    this.visited += 1;
    if (level > mostLevels || this.visited > mostNodes || this.total > mostLayers) {
      if (this.total > mostLayers) return undefined;
      const message =
        level > mostLevels
          ? `topologies lie more than ${mostLevels} levels deep.`
          : `there are more than ${mostNodes} layers and topologies to read.`;
      findings.error(given, 'manifest.too_large', path.slice(0, 200), message, 'Use repeat.');
      return undefined;
    }
    const node = this.nodes.variables.resolve(given, path);
    if (node?.kind !== 'map') {
      if (node !== undefined)
        findings.error(node, 'manifest.value', path, 'expected a layer or a topology.');
      return undefined;
    }
    const type = this.nodes.textOf(node, 'type', path);
    if (type === undefined) return undefined;
    const topology = topologyTypes.find((each) => each === type);
    if (topology !== undefined) return this.topology(node, topology, path, count, width, level);
    return this.layer(node, type, path, count, width);
  }

  private layer(
    node: MapNode,
    type: string,
    path: string,
    count: number,
    width?: number,
  ): number | undefined {
    const { findings } = this.reader;
    const mode = node.entries.has('mode') ? this.nodes.valueOf(node, 'mode', path) : undefined;
    if (
      type === 'AttentionLayer' &&
      mode !== undefined &&
      !Object.hasOwn(attentionModes, String(mode))
    ) {
      const modes = Object.keys(attentionModes);
      const near = nearestName(String(mode), modes);
      const message = `there is no mode ${shown(mode)}${didYouMean(near)} Known: ${modes.join(', ')}.`;
      const place = node.entries.get('mode')?.value ?? node;
      findings.error(
        place,
        'manifest.unknown_mode',
        `${path}.mode`,
        message,
        `Use one of ${modes.join(', ')}.`,
      );
      return undefined;
    }
    const layerClass = classOf(type, mode, this.registry);
    if (layerClass === undefined) {
      noteUnknownType(type, node.entries.get('type')?.value ?? node, path, this.registry, findings);
      return undefined;
    }
    const read = readSpec(node, layerClass, path, this.reader);
    if (read === undefined) return undefined;
    this.add(read, count, node, path);
    return this.widthBehind(read, node, path, width);
  }

  /** Checks what goes into a layer, and says what comes out. */
  widthBehind(
    { kind, layer }: ReadLayer,
    node: MapNode,
    path: string,
    width?: number,
  ): number | undefined {
    // What does nothing lets pass any width.
    if (kind === 'DropoutLayer' || kind === 'NoOpLayer') return width;
    const layerClass = this.registry.get(kind);
    const widths = standardLayers.has(kind)
      ? layerWidths(layerClass, layer.spec as Readonly<Record<string, unknown>>, undefined)
      : undefined;
    if (widths === undefined) return undefined;
    if (width !== undefined && !widths.input.includes(width)) {
      const message = `${kind} takes ${widths.input.join(' or ')} elements, and ${width} come in.`;
      this.reader.findings.error(node, 'manifest.width', path, message, 'Make the widths agree.');
      return undefined;
    }
    return widths.output[0];
  }

  private topology(
    node: MapNode,
    type: TopologyType,
    path: string,
    count: number,
    width: number | undefined,
    level: number,
  ): number | undefined {
    const { findings } = this.reader;
    this.nodes.checkKeys(node, ['type', 'layers', 'repeat'], type, path);
    const repeat = this.nodes.repeatOf(node, type, path);
    const entry = node.entries.get('layers');
    const list = entry && this.nodes.variables.resolve(entry.value, `${path}.layers`);
    if (list?.kind !== 'list' || list.items.length === 0) {
      const place = entry?.value ?? node;
      findings.error(
        place,
        'manifest.missing',
        `${path}.layers`,
        `${type} needs a list of layers.`,
        'Add "layers".',
      );
      return undefined;
    }
    const outputs: (number | undefined)[] = [];
    let flow = width;
    list.items.forEach((item, index) => {
      const isBeside = type === 'ParallelTopology' || type === 'BranchingTopology';
      const at = `${path}.layers[${index}]`;
      flow = this.read(item, at, count * repeat, isBeside ? width : flow, level + 1);
      outputs.push(flow);
    });
    const output = joinedWidth(outputs, type, node, path, findings);
    const mustReturn = type === 'ResidualTopology' || repeat > 1;
    if (mustReturn && width !== undefined && output !== undefined && output !== width) {
      const why = type === 'ResidualTopology' ? 'is added to its input' : 'is repeated';
      const message = `what ${why} has ${output} elements, and ${width} come in.`;
      findings.error(node, 'manifest.width', path, message, 'Make the widths agree.');
    }
    return output;
  }
}

function noteUnknownType(
  type: string,
  place: Place,
  path: string,
  { kinds }: LayerRegistry,
  findings: Findings,
): void {
  const known = [...topologyTypes, ...kinds];
  const near =
    [`${type}Layer`, `${type}Topology`].find((each) => known.includes(each)) ??
    nearestName(type, known);
  const message = `there is no layer or topology ${shown(type)}${didYouMean(near)} Known: ${known.join(', ')}.`;
  const fix = near === undefined ? 'Use a type that there is.' : `Use "${near}".`;
  findings.error(place, 'manifest.unknown_type', `${path}.type`, message, fix);
}
