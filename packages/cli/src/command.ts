import type { Command } from 'commander';
import type { Io } from './io.ts';

/** What a command's action is given beside its arguments. */
export interface Context {
  readonly io: Io;
  /** Sets how the program will end, where that is not well. */
  readonly exitWith: (code: number) => void;
}

/** Adds a command to the program. Its work is imported only when it runs: the program starts at once. */
export type AddCommand = (program: Command, context: Context) => void;

/** Examples below a command's help; each is run as a test. */
export function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}\n`;
}
