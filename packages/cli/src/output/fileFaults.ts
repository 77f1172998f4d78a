import { MantileError } from '@mantile/core';
import type { Context } from '../command.ts';
import { exitCodes } from '../io.ts';
import { styleFor } from '../print/style.ts';

/** Does work on the contents of a file; what is wrong with them is told by the file's name, and ends the program as findings do. */
export function withFile<Result>(
  path: string,
  { io, exitWith }: Pick<Context, 'io' | 'exitWith'>,
  work: () => Result,
): Result | undefined {
  try {
    return work();
  } catch (error) {
    if (!MantileError.isInstance(error)) throw error;
    const { bad } = styleFor(io);
    for (const fault of error.faults) {
      const at = [path, fault.path].filter((part) => part !== '').join(': ');
      io.error(`${bad('error:')} ${at}: ${fault.message}\n`);
    }
    exitWith(exitCodes.findings);
    return undefined;
  }
}
