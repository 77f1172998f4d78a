import type { Command } from 'commander';
import type { Io } from './io.ts';

/** What a command's action is given beside its arguments. */
export interface Context {
  readonly io: Io;
  /** Sets how the program will end, where that is not well. */
  readonly exitWith: (code: number) => void;
  /** Tells how far long work is, on a line of its own that the next one replaces; an empty text takes it away. */
  readonly progress: (text: string) => void;
}

/** Adds a command to the program. Its work is imported only when it runs: the program starts at once. */
export type AddCommand = (program: Command, context: Context) => void;

/** Examples below a command's help; each is run as a test. */
export function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}\n`;
}
