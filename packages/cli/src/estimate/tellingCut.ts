import { MantileError, type Fault, type ParallelismOptions } from '@mantile/core';

/**
 * Runs work, and tells of experts that cannot be cut by which options they are: without `--ep` they are cut among
 * all packages, those of attention's groups included.
 */
export function tellingCut<Value>(
  { tensorParallel = 1, expertParallel = 1, attentionDataParallel = 1 }: ParallelismOptions,
  work: () => Value,
): Value {
  try {
    return work();
  } catch (error) {
    if (!MantileError.isInstance(error) || attentionDataParallel === 1 || expertParallel > 1) {
      throw error;
    }
    const packages = tensorParallel * attentionDataParallel;
    const told = (fault: Fault): Fault =>
      fault.value === packages && /parallelism\.tensorParallel$/.test(fault.path)
        ? {
            ...fault,
            path: fault.path.replace(/tensorParallel$/, 'attentionDataParallel'),
            message: `without --ep, experts are cut among all packages, --tp times --attention-dp: ${fault.message.replace('tensorParallel', 'their number')}`,
          }
        : fault;
    const [first, ...others] = error.faults as readonly [Fault, ...Fault[]];
    throw new MantileError([told(first), ...others.map(told)], { cause: error });
  }
}
