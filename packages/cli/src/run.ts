import { CommanderError } from 'commander';
import { exitCodes, type Io } from './io.ts';
import { progressFor } from './print/progress.ts';
import { safeIo } from './print/safeIo.ts';
import { styleFor } from './print/style.ts';
import { createProgram } from './program.ts';
import { tellUnexpected } from './unexpected.ts';
import { UsageError } from './usageError.ts';

/**
 * Runs the program: the arguments behind `mantile`, and where its output goes; what comes back is its exit code.
 *
 * @example
 * import { run } from '@mantile/cli';
 * let output = '';
 * const code = await run(['models', 'tinyllama'], {
 *   out: (text) => (output += text),
 *   error: () => undefined,
 *   isTerminal: false,
 *   columns: 80,
 *   environment: {},
 * });
 * [code, output.includes('tinyllama-1.1b-chat')] // => [0, true]
 * @category Program
 */
export async function run(args: readonly string[], world: Io): Promise<number> {
  let code: number = exitCodes.success;
  const io = safeIo(world);
  const progress = progressFor(world);
  const program = createProgram({ io, progress, exitWith: (wanted) => (code = wanted) });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    progress('');
    return await codeOf(error, io);
  }
}

/** Tells what went wrong to the person, and the shell by the code. */
async function codeOf(error: unknown, io: Io): Promise<number> {
  if (error instanceof CommanderError) {
    // Help and version end the program too; commander has already printed what there is to say.
    return error.exitCode === 0 ? exitCodes.success : exitCodes.usage;
  }
  const { bad } = styleFor(io);
  if (error instanceof UsageError) {
    io.error(`${bad('error:')} ${error.message}\n`);
    return exitCodes.usage;
  }
  // Whoever asks for help or for the version has no need of the library.
  const { MantileError } = await import('@mantile/core');
  if (MantileError.isInstance(error)) {
    for (const { path, message } of error.faults)
      io.error(`${bad('error:')} ${path}: ${message}\n`);
    const { exitCodeOf } = await import('./exitCodeOf.ts');
    return exitCodeOf(error.faults);
  }
  return tellUnexpected(error, io);
}
