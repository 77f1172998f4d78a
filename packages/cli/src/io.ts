/**
 * What the program touches of the world: it is handed over, so that others can run it within their own.
 *
 * @example
 * import type { Io } from '@mantile/cli';
 * const silent: Io = { out: () => undefined, error: () => undefined, isTerminal: false, columns: 80, environment: {} };
 * silent.columns // => 80
 * @category Program
 */
export interface Io {
  /** Takes what was asked for. */
  readonly out: (text: string) => void;
  /** Takes what went wrong, and how far long work is. */
  readonly error: (text: string) => void;
  /** Whether a person watches: colour and progress are for them. */
  readonly isTerminal: boolean;
  /** Columns of the terminal; 80 when unknown. */
  readonly columns: number;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether a person watches what goes to `error`, where progress is told; as `isTerminal` when absent. */
  readonly isErrorTerminal?: boolean | undefined;
  /** Asks the person a question and waits for the answer; absent where nobody is there to give one. */
  readonly ask?: ((question: string) => Promise<string>) | undefined;
  /** Reads all of the program's input, which a file named `-` stands for; absent where there is none. */
  readonly input?: (() => Promise<string>) | undefined;
}

/** How the program ends, for the shell. */
export const exitCodes = {
  /** All is well. */
  success: 0,
  /** What was asked for was done, and something is wrong with what was given: a file has errors. */
  findings: 1,
  /** The command line is wrong, or names something that there is not. */
  usage: 2,
  /** The network or the hub failed: the same command may succeed later. */
  network: 3,
  /** The program itself has a fault. */
  fault: 4,
} as const;
