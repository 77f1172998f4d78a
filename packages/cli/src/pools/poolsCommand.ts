import type { Context } from '../command.ts';
import { engineText } from '../estimate/setupText.ts';
import { understood } from '../estimate/understood.ts';
import { jsonText } from '../print/json.ts';
import { evaluatePools, packagesOf, type PoolsEvaluation } from './evaluatePools.ts';
import type { PoolName, PoolsFlags } from './poolFlags.ts';
import { poolsText } from './poolsText.ts';
import { readPools } from './readPools.ts';

/** Estimates two pools and prints it. */
export async function poolsCommand(
  model: string,
  flags: PoolsFlags,
  context: Context,
): Promise<void> {
  const { io } = context;
  const evaluation = evaluatePools(await readPools(model, flags, context), flags);
  io.out(flags.json === true ? jsonText(poolsJson(evaluation)) : poolsText(evaluation, io));
}

/** The estimate for programs: all of it, and what was understood of the question. */
function poolsJson({ setups, estimate, notes, transferBytesPerSecond }: PoolsEvaluation): unknown {
  const poolOf = (pool: PoolName) => {
    const setup = setups[pool];
    const { system, plan, calibration } = understood({
      setup,
      estimate: { packages: packagesOf(setup) },
    });
    return { ...estimate[pool], system, plan, ...(calibration !== undefined && { calibration }) };
  };
  const { prefill } = setups;
  const { model, formats, workload, causal } = understood({ setup: prefill, estimate });
  return {
    ...estimate,
    prefill: poolOf('prefill'),
    decode: poolOf('decode'),
    engine: engineText(prefill),
    transferBytesPerSecond,
    model,
    formats,
    workload,
    causal,
    notes,
  };
}
