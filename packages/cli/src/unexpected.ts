import { ownModules, ownPlace } from './input/ownModules.ts';
import { exitCodes, type Io } from './io.ts';
import { isSystemError, systemWords } from './print/systemWords.ts';
import { styleFor } from './print/style.ts';
import { version } from './version.ts';

const longest = 500;

/**
 * Tells of an error that nobody foresaw, and comes back with how the program ends: what the operating system refuses,
 * what goes wrong in a module of the person's own, and faults of the program itself. The stack is shown only where
 * MANTILE_DEBUG is set.
 */
export function tellUnexpected(
  error: unknown,
  io: Pick<Io, 'error' | 'isTerminal' | 'environment'>,
): number {
  const { text, code } = told(error);
  io.error(`${styleFor(io).bad('error:')} ${text}\n`);
  if ((io.environment['MANTILE_DEBUG'] ?? '') !== '') {
    io.error(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  }
  return code;
}

function told(error: unknown): { readonly text: string; readonly code: number } {
  const own = ownPlace(error);
  if (own !== undefined) {
    return {
      text: `--layers ${own.given}: ${own.at} failed: ${words(error)}`,
      code: exitCodes.findings,
    };
  }
  if (isSystemError(error)) {
    const { path, syscall = 'the system' } = error;
    return { text: `${path ?? syscall}: ${systemWords(error)}.`, code: exitCodes.usage };
  }
  const modules = ownModules();
  const suspects =
    modules.length === 0
      ? ''
      : ` A class of ${modules.join(', ')} may have returned what none should; mantile validate and mantile spec check hold classes against the rules.`;
  return {
    text: `program.failed: ${words(error)}\nThis is a fault of mantile itself, and nothing that you gave should bring it about.${suspects} Please report it with the command line, ${version === '' ? '' : `mantile ${version}, `}Node ${process.versions.node}, and what MANTILE_DEBUG=1 prints beside.`,
    code: exitCodes.fault,
  };
}

/** What an error says, in one line that a terminal can bear. */
function words(error: unknown): string {
  const said =
    error instanceof Error ? `${error.name}: ${error.message}` : `thrown: ${String(error)}`;
  const line = said.split('\n')[0]?.trim() ?? '';
  const short = line.length > longest ? `${line.slice(0, longest)} …` : line;
  return /[.!?…]$/.test(short) ? short : `${short}.`;
}
