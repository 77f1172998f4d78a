import type { Command } from 'commander';

/** What every command that reads layer classes calls the module that brings more of them. */
export const layersOption = [
  '--layers <module>',
  'module that exports layer classes of your own, beside Mantile’s',
] as const;

/** Gives a command the option. */
export function withLayers(command: Command): Command {
  return command.option(...layersOption);
}
