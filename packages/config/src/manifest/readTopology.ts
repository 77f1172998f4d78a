import type { LayerRegistry } from '@mantile/core';
import { standardLayers } from '@mantile/layers';
import { layerWidths } from '../validate/layers/layerWidths.ts';
import { layerClassOf } from './layerClassOf.ts';
import { readSpec, type ReadLayer, type SpecReader } from './readSpec.ts';
import type { MapNode, SourceNode } from './sourceNode.ts';
import { joinedWidth, topologyTypes, type TopologyType } from './topologies.ts';
import type { NodeReader } from './nodeReader.ts';

const mostLevels = 64;
const mostNodes = 10_000;
/** What a count may be: more would be no model. */
const mostLayers = 1_000_000;
/** What looks words or patches up. */
const tables = new Set(['EmbeddingLayer', 'PerLayerEmbeddingLayer', 'PatchEmbeddingLayer']);

/** What goes into a layer or a topology and what comes out, each where it is known. */
interface Flow {
  readonly input?: number | undefined;
  readonly output?: number | undefined;
  /** Whether any width goes through unchanged. */
  readonly passes?: boolean;
}

/** Where a layer or a topology stands. */
interface Position {
  readonly count: number;
  /** What goes into it, where that is known. */
  readonly width: number | undefined;
  readonly level: number;
  /** Whether nothing follows it in the model, and nothing stands beside it. */
  readonly isEnd: boolean;
}

/** The layer that a model ends with, and where it is written. */
export interface LastLayer {
  readonly read: ReadLayer;
  readonly node: MapNode;
  readonly path: string;
}

/** Reads topologies into layers with their counts. */
export class TopologyReader {
  /** Each distinct layer with its count, in the order of their first places. */
  readonly counts = new Map<ReadLayer, number>();
  /** What comes last in the outermost topology, where that is a single layer. */
  last: LastLayer | undefined;
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
  }

  /** Reads all that `width` elements go into. */
  read(given: SourceNode, path: string, width: number | undefined): void {
    this.node(given, path, { count: 1, width, level: 0, isEnd: true });
  }

  private node(given: SourceNode, path: string, position: Position): Flow {
    const { findings } = this.reader;
    const { level } = position;
    this.visited += 1;
    if (level > mostLevels || this.visited > mostNodes || this.total > mostLayers) {
      if (this.total > mostLayers) return {};
      const message =
        level > mostLevels
          ? `topologies lie more than ${mostLevels} levels deep.`
          : `there are more than ${mostNodes} layers and topologies to read.`;
      findings.error(given, 'manifest.too_large', path.slice(0, 200), message, 'Use repeat.');
      return {};
    }
    const node = this.nodes.variables.resolve(given, path);
    if (node?.kind !== 'map') {
      if (node !== undefined) {
        const fix = 'Write a map with "type".';
        findings.error(node, 'manifest.value', path, 'expected a layer or a topology.', fix);
      }
      return {};
    }
    const type = this.nodes.textOf(node, 'type', path);
    if (type === undefined) return {};
    const topology = topologyTypes.find((each) => each === type);
    if (topology !== undefined) return this.topology(node, topology, path, position);
    return this.layer(node, type, path, position);
  }

  private layer(
    node: MapNode,
    type: string,
    path: string,
    { count, width, isEnd }: Position,
  ): Flow {
    const mode = node.entries.has('mode') ? this.nodes.valueOf(node, 'mode', path) : undefined;
    const layerClass = layerClassOf(node, type, mode, path, this.registry, this.reader.findings);
    if (layerClass === undefined) return {};
    const read = readSpec(node, layerClass, path, this.reader);
    if (read === undefined) return {};
    this.add(read, count, node, path);
    if (isEnd) this.last = { read, node, path };
    return this.through(read, node, path, width);
  }

  /** Checks what goes into a layer, and says what comes out. */
  through({ kind, layer }: ReadLayer, node: MapNode, path: string, width?: number): Flow {
    if (kind === 'DropoutLayer' || kind === 'NoOpLayer') {
      return { input: width, output: width, passes: true };
    }
    const layerClass = this.registry.get(kind);
    const widths = standardLayers.has(kind)
      ? layerWidths(layerClass, layer.spec as Readonly<Record<string, unknown>>, undefined)
      : undefined;
    if (widths === undefined) return { input: width };
    if (width !== undefined && !widths.input.includes(width)) {
      const message = `${kind} takes ${widths.input.join(' or ')} elements, and ${width} come in.`;
      this.reader.findings.error(node, 'manifest.width', path, message, 'Make the widths agree.');
      return { input: width };
    }
    // A table takes words, not a width; and what takes either of two widths does not tell which.
    const isTold = widths.input.length === 1 && !tables.has(kind);
    const input = width ?? (isTold ? widths.input[0] : undefined);
    return { input, output: widths.output[0] };
  }

  private topology(
    node: MapNode,
    type: TopologyType,
    path: string,
    { count, width, level, isEnd }: Position,
  ): Flow {
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
      return {};
    }
    const isBeside = type === 'ParallelTopology' || type === 'BranchingTopology';
    const outputs: (number | undefined)[] = [];
    let input = width;
    let isAtStart = true;
    let flow = width;
    for (const [index, item] of list.items.entries()) {
      const isLast = index === list.items.length - 1;
      const at = this.node(item, `${path}.layers[${index}]`, {
        count: count * repeat,
        width: isBeside ? input : flow,
        level: level + 1,
        isEnd: isEnd && isLast && repeat === 1 && !isBeside && type !== 'ResidualTopology',
      });
      flow = at.output;
      outputs.push(flow);
      // Where nothing says what comes in, the first layer that takes a width of its own does.
      if (isAtStart || isBeside) input ??= at.input;
      isAtStart &&= at.passes === true;
    }
    const output = joinedWidth(outputs, type, node, path, findings);
    const mustReturn = type === 'ResidualTopology' || repeat > 1;
    if (mustReturn && input !== undefined && output !== undefined && output !== input) {
      const why = type === 'ResidualTopology' ? 'is added to its input' : 'is repeated';
      const message = `what ${why} has ${output} elements, and ${input} come in.`;
      findings.error(node, 'manifest.width', path, message, 'Make the widths agree.');
    }
    return { input, output, passes: isAtStart && !isBeside };
  }
}
