import type { ChipCalibration, MeasurementSource } from './calibration.ts';

/**
 * Where the figures below come from: floors per kernel, fitted to the steps of served requests on six
 * chips with four engines. With them, stacks left out in turn came out 5.1 % off (median).
 */
export const launchGapSource: MeasurementSource = {
  title: 'InferenceMAX, served configurations on one node',
  licence: 'Apache-2.0',
  method: 'floors of kernels, fitted to the time per token together with all other work of a step',
};

/** What each kernel takes at least of a step of decoding, in microseconds, by the generation of the chip. */
const floors = [
  { generation: 'Hopper', names: /^(?:H100|H200)|^Hopper/, microseconds: 4.35 },
  {
    generation: 'Blackwell of data centres',
    names: /^G?B[23]00|^Blackwell (?:GB100|Ultra)/,
    microseconds: 3.75,
  },
  { generation: 'CDNA 4', names: /^CDNA4/, microseconds: 6.05 },
  { generation: 'CDNA 3', names: /^CDNA3/, microseconds: 15.2 },
] as const;

/** How much longer or shorter engines take over it. */
const ofEngine: Readonly<Record<string, number>> = {
  vllm: 1.21,
  sglang: 1.12,
  atom: 0.98,
  trtllm: 0.82,
};

/** What a kernel takes more in a step with prompts, which engines launch one kernel after another. */
const withoutGraph = 1;

/**
 * Microseconds between two kernels that the host launches one by one; undefined for a generation of
 * chips whose engines were not observed. It is told by the architecture, else by a measured chip's name.
 */
export function launchGap(
  { chip, architecture = chip.name }: Pick<ChipCalibration, 'chip' | 'architecture'>,
  engine: string | undefined,
): number | undefined {
  const found = floors.find(({ names }) => names.test(architecture));
  if (found === undefined) return undefined;
  const factor = engine === undefined ? 1 : (ofEngine[engine] ?? 1);
  return found.microseconds * factor + withoutGraph;
}

/** The generations that gaps are known of, for messages. */
export const launchGapGenerations = floors.map(({ generation }) => generation).join(', ');
