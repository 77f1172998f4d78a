import {
  localState,
  localTensor,
  StepFrame,
  type Dtype,
  type Layer,
  type LayerMetrics,
  type Step,
  type WeightTensor,
} from '@mantile/core';
import { symbols } from '../names.ts';
import { numeral } from '../numerals.ts';
import { sumLine, totalLine } from './terms.ts';

const symbolOf = (name: string): string => symbols[name] ?? name;

/** Elements to bytes, in the way that the format packs them. */
function bytesText(dtype: Dtype, leading: string, run: string, runLength: number): string {
  const { bits, blockSize, scaleBits, zeroPointBits } = dtype;
  const elements = leading === '' ? run : `${leading} * ${run}`;
  if (blockSize === 1) {
    if (bits % 8 === 0) return `${elements} * ${bits / 8}`;
    return `ceil(${elements} * ${bits} / 8)`;
  }
  const blockBits = blockSize * bits + scaleBits + zeroPointBits;
  const blocks =
    runLength % blockSize === 0 ? `${run} / ${blockSize}` : `ceil(${run} / ${blockSize})`;
  const row = `ceil(${blocks} * ${blockBits} / 8)`;
  return leading === '' ? row : `${leading} * ${row}`;
}

/** The size of one dimension on a package, with the division that leads to it. */
function localSize(
  tensor: WeightTensor,
  dimension: number,
  size: number,
  degreeOf: Layer['parallelism'],
): string {
  const whole = tensor.shape[dimension] ?? 1;
  let text = numeral(whole);
  for (const shard of tensor.shards ?? []) {
    const degree = degreeOf[shard.axis];
    if (shard.dimension !== dimension || degree === 1) continue;
    const axis = symbolOf(shard.axis);
    const cut = (units: number, length: number): string => {
      const count =
        units % degree === 0
          ? `(${numeral(units)} / ${axis})`
          : `ceil(${numeral(units)} / ${axis})`;
      return length === units ? count : `${count} * ${numeral(length / units)}`;
    };
    // Sections lie one after another, each cut by itself.
    text =
      typeof shard.units === 'number'
        ? cut(shard.units, whole)
        : `(${shard.units.map((section) => cut(section.units, section.size)).join(' + ')})`;
  }
  return size === tensor.shape[dimension] ? numeral(size) : text;
}

/** Section 2: every tensor, as the busiest package holds it. */
export function weightLines(layer: Layer, metrics: LayerMetrics): readonly string[] {
  const lines: string[] = [];
  const sizes: number[] = [];
  for (const tensor of layer.weights) {
    const dtype = tensor.dtype ?? layer.dtypes.weights;
    const local = localTensor(tensor, layer.parallelism, dtype, layer.numPackages);
    const shape = `[${local.shape.map((size) => numeral(size)).join(', ')}]`;
    const title = `${tensor.name}, ${shape} in ${dtype.name}`;
    if (tensor.sharedWith !== undefined) {
      lines.push(`- ${title}: stored with the ${tensor.sharedWith}, counted there`);
      continue;
    }
    const factors = local.shape.map((size, dimension) =>
      localSize(tensor, dimension, size, layer.parallelism),
    );
    const run = factors.pop() ?? '1';
    const runLength = local.shape.at(-1) ?? 1;
    const text = bytesText(dtype, factors.join(' * '), run, runLength);
    lines.push(`- ${title}: \`${text} = ${numeral(local.bytes)} bytes\``);
    sizes.push(local.bytes);
  }
  const { weightMemoryPerPackage, weightMemoryTotal, numPackages } = metrics;
  if (lines.length > 0) lines.push('');
  lines.push('Per package:', '', sumLine('weightMemoryPerPackage', sizes, weightMemoryPerPackage));
  lines.push(
    totalLine(
      'weightMemoryTotal',
      'weightMemoryPerPackage',
      weightMemoryPerPackage,
      weightMemoryTotal,
      numPackages,
    ),
  );
  return lines;
}

/** Section 4: every state, after the step. */
export function stateLines(layer: Layer, metrics: LayerMetrics, step: Step): readonly string[] {
  if (layer.state.length === 0) {
    return [
      '- Nothing is kept between steps:',
      '- `kvCachePerPackage = 0`',
      '- `kvCacheTotal = 0`',
    ];
  }
  const frame = new StepFrame().set(step);
  const { attentionDataParallel } = layer.parallelism;
  const sequences = frame.sequences(attentionDataParallel);
  const batch = attentionDataParallel === 1 ? 'B' : 'ceil(B / adp)';
  const lines = [`- \`sequences = ${batch} = ${numeral(sequences)}\``];
  const sizes: number[] = [];
  layer.state.forEach((part) => {
    const local = localState(part, layer.parallelism, part.dtype ?? layer.dtypes.kvCache);
    const held = part.retention.positions(frame.length);
    const positions = frame.share(held, local.positionDegree);
    const { shard, elementsPerPosition } = part;
    const degree = shard === undefined ? 1 : layer.parallelism[shard.axis];
    const units = shard?.units ?? 1;
    const unit = elementsPerPosition / units;
    const entry =
      shard === undefined || degree === 1
        ? numeral(elementsPerPosition)
        : `ceil(${numeral(units)} / ${symbolOf(shard.axis)}) * ${numeral(unit)}`;
    const elements = shard === undefined ? elementsPerPosition : Math.ceil(units / degree) * unit;
    const entryBytes = bytesText(local.dtype, '', entry, elements);
    const axis = part.positionsSplitOver;
    const heldText = held === frame.length ? 'L' : numeral(held);
    const kept =
      axis === undefined || local.positionDegree === 1
        ? heldText
        : `ceil(${heldText} / ${symbolOf(axis)})`;
    const bytes = sequences * positions * local.bytesPerPosition;
    lines.push(
      `- ${part.name}, ${part.retention.description}, in ${local.dtype.name}: ` +
        `\`sequences * ${kept} * ${entryBytes} = ${numeral(bytes)} bytes\``,
    );
    sizes.push(bytes);
  });
  const { kvCachePerPackage, kvCacheTotal, numPackages } = metrics;
  return [
    ...lines,
    '',
    'Per package:',
    '',
    sumLine('kvCachePerPackage', sizes, kvCachePerPackage),
    totalLine('kvCacheTotal', 'kvCachePerPackage', kvCachePerPackage, kvCacheTotal, numPackages),
  ];
}
