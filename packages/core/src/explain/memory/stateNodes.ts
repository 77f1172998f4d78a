import type { MemoryMeter } from '../../estimate/memoryMeter.ts';
import type { Layer } from '../../layer.ts';
import type { Model } from '../../model.ts';
import { localState } from '../../state.ts';
import type { StepFrame } from '../../step.ts';
import type { ExplainedNumber } from '../explanation.ts';
import { node, sumNode, totalOf, wholeSumNode } from '../node.ts';

/** State by layer and part, of the stage that holds most. */
export function stateNode(
  meter: MemoryMeter,
  value: number,
  sequences: number,
  tokens: number,
): ExplainedNumber {
  const frame = meter.holding(sequences, tokens);
  const most = [...meter.stages, ...meter.prefillStages]
    .map((stage) => layersOf(stage, frame))
    .reduce((best, stage) => (totalOf(stage) > totalOf(best) ? stage : best));
  const draft = meter.draft === undefined ? [] : layersOf(meter.draft, frame);
  const parts = [
    ...most,
    ...(draft.length === 0 ? [] : [sumNode('draft', 'B', totalOf(draft), draft)]),
  ];
  const { batchSize, length } = frame;
  return wholeSumNode('memory.kvCache', value, parts, {
    meaning: `state of ${batchSize} sequences of ${length} tokens, in whole blocks`,
  });
}

/** State of every layer of a stage. */
export function layersOf({ blocks }: Model, frame: StepFrame): readonly ExplainedNumber[] {
  return blocks.map(({ name, layer, count }) => {
    const own = layerNode(layer, frame);
    return node(name, 'B', count * own.value, {
      formula: 'count * layer',
      inputs: { count, layer: own.value },
      children: [own],
    });
  });
}

function layerNode(layer: Layer, frame: StepFrame): ExplainedNumber {
  const { parallelism, dtypes } = layer;
  const sequences = frame.sequences(parallelism.attentionDataParallel);
  const parts = layer.state.map((part) => {
    const dtype = part.dtype ?? dtypes.kvCache;
    const local = localState(part, parallelism, dtype);
    const { positionDegree: packages, bytesPerPosition } = local;
    const positions = part.retention.positions(frame.length);
    const share = frame.share(positions, packages);
    return node(part.name, 'B', share * bytesPerPosition * sequences, {
      meaning: `${part.retention.description}, in ${dtype.name}`,
      formula: `${packages === 1 ? 'positions' : 'ceil(positions / packages)'} * bytesPerPosition * sequences`,
      inputs: { positions, ...(packages > 1 && { packages }), bytesPerPosition, sequences },
    });
  });
  const meaning = `one of these layers, ${layer.kind}`;
  return sumNode('layer', 'B', layer.stateBytes(frame), parts, { meaning });
}
