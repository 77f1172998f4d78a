import { readLayerName } from '@mantile/config';
import { computeRate, type ModelMetrics, type StepEstimate } from '@mantile/core';
import { breakdownSvg, type BreakdownBar } from '../plot/breakdown.ts';
import { rooflineSvg, type RooflinePoint } from '../plot/roofline.ts';
import { timeText } from '../print/quantity.ts';
import { subtitleOf, titleOf } from './estimateText.ts';
import type { Evaluation } from './evaluate.ts';
import { stackedSvg } from './stackedSvg.ts';

const unplaced = new Set<string | undefined>(['norm', 'embedding']);

/** An estimate drawn: layers under the roofs of the chip, then where the time of both kinds of steps goes. */
export function estimateSvg(evaluation: Evaluation): string {
  const { estimate, setup } = evaluation;
  const { prefill, decode } = estimate.steps;
  const prompts = metricsOf(evaluation, 'prefill', prefill);
  const tokens = metricsOf(evaluation, 'decode', decode);
  const { chip } = setup.system;
  const title = titleOf(evaluation);
  const roofline = rooflineSvg({
    title: `${title}: layers under its roofs`,
    peaks: formatsOf(evaluation).map((name) => ({
      name,
      flopsPerSecond: chip.peakFlops[name] ?? 0,
    })),
    bandwidth: chip.memory[0].bandwidth,
    points: [...pointsOf('decode', tokens), ...pointsOf('prompt', prompts)],
  });
  const steps = [
    ['a step that generates', decode, tokens],
    ['a step with prompts', prefill, prompts],
  ] as const;
  const breakdowns = steps.map(([name, step, metrics]) =>
    breakdownSvg({
      title: `${name[0]?.toUpperCase() ?? ''}${name.slice(1)}: ${timeText(step.ms)}`,
      bars: [byLayer(step, metrics), byCause(step)],
    }),
  );
  return stackedSvg(title, subtitleOf(evaluation), [roofline, ...breakdowns]);
}

/** The layers of a step as it is most of the time, to the nearest whole sequence and token. */
function metricsOf(
  { setup }: Evaluation,
  phase: 'prefill' | 'decode',
  { sequences, tokensPerSequence, contextTokens }: StepEstimate,
): ModelMetrics {
  const { causal, fidelity } = setup.question.request;
  return setup.model.computeMetrics({
    phase,
    batchSize: Math.max(1, Math.round(sequences)),
    seqLen: Math.max(1, Math.round(tokensPerSequence)),
    contextLen: Math.max(0, Math.round(contextTokens)),
    hardware: setup.system,
    fidelity,
    causal,
  });
}

function pointsOf(phase: string, { blocks }: ModelMetrics): readonly RooflinePoint[] {
  // What norms and look-ups move is activations, which metrics do not count as traffic.
  const placed = blocks.filter(({ name }) => !unplaced.has(readLayerName(name).role));
  return placed.map(({ name, count, metrics }) => ({
    name: `${phase}: ${name}`,
    flops: metrics.flopsPerPackage * count,
    bytes:
      (metrics.weightReadPerPackage + metrics.kvReadPerPackage + metrics.kvWritePerPackage) * count,
    seconds: ((metrics.wallClockTimeMs ?? 0) / 1e3) * count,
  }));
}

function byLayer({ ms }: StepEstimate, { blocks }: ModelMetrics): BreakdownBar {
  const rounded = blocks.map(({ name, count, metrics }) => ({
    name,
    seconds: ((metrics.wallClockTimeMs ?? 0) / 1e3) * count,
  }));
  const sum = rounded.reduce((before, { seconds }) => before + seconds, 0);
  // Rounded to whole sequences and tokens, layers may come to more than the step that they are parts of.
  const scale = sum > ms / 1e3 ? ms / 1e3 / sum : 1;
  const parts = rounded.map(({ name, seconds }) => ({ name, seconds: seconds * scale }));
  const rest = ms / 1e3 - sum * scale;
  // What is not of these layers alone: other sequences in the step, stages, the engine itself.
  return { label: 'by layer', parts: [...parts, { name: 'all else', seconds: rest }] };
}

function byCause(step: StepEstimate): BreakdownBar {
  const parts = [
    ['compute', step.computeMs],
    ['memory traffic', step.memoryMs],
    ['communication', step.communicationMs],
    ['overhead', step.overheadMs],
  ] as const;
  return {
    label: 'by cause',
    parts: parts.map(([name, ms]) => ({ name, seconds: ms / 1e3 })),
  };
}

/** The formats that products of the model run in on the chip. */
function formatsOf({ setup }: Evaluation): readonly string[] {
  const { chip } = setup.system;
  const names = setup.model.blocks.map(
    ({ layer }) => computeRate(chip, layer.dtypes.compute).dtype,
  );
  return [...new Set(names)];
}
