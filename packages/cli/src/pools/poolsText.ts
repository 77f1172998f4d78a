import type { PoolEstimate } from '@mantile/core';
import { degreesText, engineText, workloadText } from '../estimate/setupText.ts';
import { notesText } from '../estimate/notesText.ts';
import type { Setup } from '../estimate/setup.ts';
import type { Io } from '../io.ts';
import { bytesText, several, whole } from '../print/count.ts';
import { percentText, rateText, timeText, tpotText, leastWaitMs } from '../print/quantity.ts';
import { styleFor } from '../print/style.ts';
import { figureRows } from '../print/figureRows.ts';
import { table } from '../print/table.ts';
import { wrapped } from '../print/wrapped.ts';
import { packagesOf, type PoolsEvaluation } from './evaluatePools.ts';
import { poolNames } from './poolFlags.ts';

const limits: Readonly<Record<string, string>> = {
  prefill: 'the prefill pool',
  decode: 'the decode pool',
  transfer: 'the links between the pools',
};

/** An estimate of two pools for people. */
export function poolsText(evaluation: PoolsEvaluation, io: Io): string {
  const { setups, estimate, notes } = evaluation;
  const style = styleFor(io);
  const { request, model } = setups.prefill.question;
  const places = poolNames.map((pool) => {
    const setup = setups[pool];
    return `${whole(packagesOf(setup))} × ${setup.system.chip.name}`;
  });
  const [one = '', other = ''] = places;
  const subtitle = [engineText(setups.prefill), estimate.fidelity, workloadText(request.workload)];
  const { limitedBy, prefillReplicasPerDecodeReplica: ratio } = estimate;
  const replicas = ratio === 1 ? 'replica goes' : 'replicas go';
  const verdict = `Limited by ${limits[limitedBy] ?? limitedBy}; ${rateText(ratio)} prefill ${replicas} with a decode replica.`;
  const room = Math.max(40, Math.min(io.columns, 100));
  return [
    `${style.strong(`${model.name} on ${one} for prompts, ${other} for answers`)}\n${style.faint(subtitle.join(', '))}\n`,
    headlines(evaluation, io),
    table(
      [
        { heading: 'pool' },
        { heading: 'spread' },
        ...['packages', 'at work', 'step', 'sequences', 'memory', 'of'].map((heading) => ({
          heading,
          align: 'right' as const,
        })),
        { heading: '' },
      ],
      poolNames.map((pool) => poolRow(pool, setups[pool], estimate[pool], io)),
    ),
    `${wrapped(verdict, room).join('\n')}\n`,
    notesText(notes, io),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function headlines({ estimate }: PoolsEvaluation, io: Io): string {
  const { ttftMs, queueMs, transferMs, tpotMs, e2eMs } = estimate;
  const style = styleFor(io);
  const perUser = tpotMs > 0 ? `${rateText(1e3 / tpotMs)} tokens/s each user` : '';
  const rows = [
    [
      'Time to first token',
      timeText(ttftMs),
      `${timeText(queueMs >= leastWaitMs ? queueMs : 0)} of it waiting, ${timeText(transferMs)} sending state`,
    ],
    ['Time per output token', tpotText(tpotMs), perUser],
    ['Whole request', timeText(e2eMs), `${rateText(estimate.requestsPerSecond)} requests/s`],
    [
      'Output',
      `${rateText(estimate.outputTokensPerSecond)} tokens/s`,
      `${rateText(estimate.outputTokensPerSecondPerPackage)} each package`,
    ],
  ];
  return figureRows(rows, style);
}

function poolRow(
  name: string,
  setup: Setup,
  { utilization, stepMs, sequences, memory }: PoolEstimate,
  io: Io,
): readonly string[] {
  const { replicas } = setup.question.request.plan;
  const style = styleFor(io);
  return [
    name,
    `${degreesText(setup, 1)}${replicas > 1 ? `, ${several(replicas, 'replica')}` : ''}`,
    whole(packagesOf(setup)),
    percentText(utilization),
    timeText(stepMs),
    rateText(sequences),
    `${bytesText(memory.total).gb} GB`,
    `${bytesText(memory.capacity).gb} GB`,
    memory.fits ? style.good('fits') : style.bad('does not fit'),
  ];
}
