import { MantileError, type FaultList } from '../../errors.ts';
import type { Model } from '../../model.ts';
import { compile } from '../compile.ts';
import { MemoryMeter } from '../memoryMeter.ts';
import { Served } from '../serving/served.ts';
import type { Pool } from './types.ts';

/** A pool that is ready to be timed. */
export type CompiledPool = ReturnType<typeof compile> & {
  readonly model: Model;
  readonly served: Served;
};

/** Checks a pool and builds one replica of it; notes what is wrong, and where in the pools that is. */
export function compilePool(
  { model, hardware, ...options }: Pool,
  name: 'prefill' | 'decode',
  faults: FaultList,
): CompiledPool | undefined {
  try {
    const compiled = compile(model, hardware, options);
    const { engine, pipelineStages, draft } = compiled.known;
    if (draft !== undefined) refuseDraft(draft, name, faults);
    const memory = new MemoryMeter(
      model,
      model,
      compiled.system,
      engine,
      pipelineStages,
      undefined,
      name,
    );
    return { ...compiled, model, memory, served: new Served() };
  } catch (error) {
    if (!MantileError.isInstance(error)) throw error;
    for (const fault of error.faults) {
      faults.add({ ...fault, path: `pools.${name}.${fault.path.replace(/^options\./, '')}` });
    }
    return undefined;
  }
}

/** Notes a draft model, which the type of a pool has no place for. */
function refuseDraft({ name: value }: Model, name: string, faults: FaultList): void {
  faults.add({
    code: 'option.invalid',
    path: `pools.${name}.draft`,
    value,
    message: 'pools have no draft model yet: say how tokens are drafted with speculation alone.',
  });
}

/** Notes pools of two different models: neither understands the other's state. */
export function requireSameModel(prefill: Model, decode: Model, faults: FaultList): void {
  // Not those without weights: what moves tokens between differently spread layers is of the pool's plan alone.
  const layers = ({ blocks }: Model): number =>
    blocks.reduce((sum, { layer, count }) => sum + (layer.parameterCount.total > 0 ? count : 0), 0);
  if (prefill.name === decode.name && layers(prefill) === layers(decode)) return;
  const named = (model: Model): string => `${model.name} of ${layers(model)} layers`;
  faults.add({
    code: 'model.invalid',
    path: 'pools.decode.model',
    value: decode.name,
    legal: [prefill.name],
    message: `the prefill pool runs ${named(prefill)}, the decode pool ${named(decode)}: both must run the same.`,
  });
}
