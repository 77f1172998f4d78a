import { draftNotes, timingNotes } from '../notes.ts';
import type { RequestShape } from '../requestShape.ts';
import type { EstimateNote } from '../types.ts';
import type { CompiledPool } from './compilePool.ts';
import type { PoolsEstimate } from './types.ts';

/** What to know of an estimate of two pools. */
export function poolNotes(
  pools: Readonly<Record<'prefill' | 'decode', CompiledPool>>,
  shape: RequestShape,
  users: number,
  room: number,
  { prefill, decode, queueMs }: Pick<PoolsEstimate, 'prefill' | 'decode' | 'queueMs'>,
): EstimateNote[] {
  const notes: EstimateNote[] = [];
  for (const [name, { memory }] of Object.entries({ prefill, decode })) {
    if (memory.fits) continue;
    const message = `a package of the ${name} pool lacks ${((memory.total - memory.capacity) / 1e9).toFixed(1)} GB: times are those of a pool with room enough.`;
    notes.push({ code: 'memory.does_not_fit', message });
  }
  if (room > 0 && room < users) {
    const message = `the decode pool has room for ${room} requests at a time: others wait, ${queueMs.toFixed(0)} ms with the wait for prompts.`;
    notes.push({ code: 'memory.requests_wait', message });
  }
  if (prefill.utilization > 0.95) {
    const message =
      'the prefill pool is at its limit: more replicas there shorten the time to the first token.';
    notes.push({ code: 'pools.prefill_saturated', message });
  }
  notes.push(...timingOf(pools), ...draftNotes(shape, false));
  return notes;
}

/** What the times of either pool leave out, and of which, where they differ. */
function timingOf(pools: Readonly<Record<'prefill' | 'decode', CompiledPool>>): EstimateNote[] {
  const of = ({ known, system }: CompiledPool) => timingNotes({ ...known, system });
  const prefill = of(pools.prefill);
  const decode = of(pools.decode);
  if (JSON.stringify(prefill) === JSON.stringify(decode)) return decode;
  const named = (name: string) => (note: EstimateNote) => ({
    ...note,
    message: `${name} pool: ${note.message}`,
  });
  return [...prefill.map(named('prefill')), ...decode.map(named('decode'))];
}
