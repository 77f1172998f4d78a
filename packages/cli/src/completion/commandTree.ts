import type { Argument, Command, Option } from 'commander';
import { valuesOf, type ValueSet } from './valueSets.ts';

/** An option as a shell completes it. */
interface TreeOption {
  readonly flags: readonly string[];
  readonly description: string;
  /** What may follow; undefined where nothing does. */
  readonly values?: ValueSet | undefined;
}

/** A command, its subcommands named and not nested: `at` is the path to it, such as `models show`. */
export interface TreeNode {
  readonly at: string;
  readonly subcommands: readonly { readonly name: string; readonly description: string }[];
  readonly options: readonly TreeOption[];
  /** What may stand at each place; the last place repeats where it may. */
  readonly places: readonly ValueSet[];
  readonly isRepeated: boolean;
}

/** All commands of a program, as it defines them itself: a new one is completed without a word here. */
export function commandTree(program: Command): readonly TreeNode[] {
  const visit = (command: Command, at: string): readonly TreeNode[] => [
    nodeOf(command, at),
    ...visible(command)
      .filter((each) => command.commands.includes(each))
      .flatMap((each) => visit(each, `${at} ${each.name()}`.trim())),
  ];
  const names = program.commands.map((each) => each.name());
  const help: TreeNode = {
    at: 'help',
    subcommands: [],
    options: [],
    places: [{ words: names, catalogues: [], files: false }],
    isRepeated: false,
  };
  return [...visit(program, ''), help];
}

function visible(command: Command): readonly Command[] {
  return command.createHelp().visibleCommands(command);
}

function nodeOf(command: Command, at: string): TreeNode {
  const subcommands = visible(command);
  // `mantile models --json` is `mantile models list --json`: what is the default's belongs to its parent too.
  const name: unknown = Reflect.get(command, '_defaultCommandName');
  const fallback = command.commands.find((each) => each.name() === name);
  const own = command.createHelp().visibleOptions(command);
  const lent = fallback === undefined ? [] : fallback.createHelp().visibleOptions(fallback);
  const known = new Set(own.flatMap(flagsOf));
  const options = [
    ...own,
    ...lent.filter((each) => !flagsOf(each).some((flag) => known.has(flag))),
  ];
  const named = fallback ?? command;
  const path = fallback === undefined ? at : `${at} ${fallback.name()}`.trim();
  const places = named.registeredArguments;
  return {
    at,
    subcommands: subcommands.map((each) => ({
      name: each.name(),
      description: each.description(),
    })),
    options: options.map((each) => optionOf(each, path)),
    places: places.map((each: Argument) => valuesOf(path, each.name(), each.argChoices)),
    isRepeated: places.at(-1)?.variadic === true,
  };
}

function flagsOf({ short, long }: Option): readonly string[] {
  return [short, long].filter((flag) => flag !== undefined);
}

function optionOf(option: Option, at: string): TreeOption {
  const takesValue = option.required || option.optional;
  const placeholder = /[<[]([^>\]]+)[>\]]/.exec(option.flags)?.[1] ?? '';
  return {
    flags: flagsOf(option),
    description: option.description,
    ...(takesValue && {
      values: valuesOf(at, option.long ?? '', option.argChoices, placeholder),
    }),
  };
}
