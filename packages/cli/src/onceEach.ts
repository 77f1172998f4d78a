import type { Command, Option } from 'commander';
import { UsageError } from './usageError.ts';

/** Keeps all that was typed behind an option that may be given twice. */
export function eachOf(word: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), word];
}

/** Refuses options that take one value and were given several: nobody can know which of them was meant. */
export function onceEach(program: Command): void {
  const given = new Map<string, string[]>();
  const compared = new Set<string>();
  for (const command of allOf(program)) {
    for (const option of command.options) {
      if (option.parseArg === eachOf) compared.add(`--${option.name()}`);
    }
    for (const option of command.options.filter(takesOne)) {
      command.on(`option:${option.name()}`, (value: string) => {
        given.set(`--${option.name()}`, [...(given.get(`--${option.name()}`) ?? []), value]);
      });
    }
  }
  program.hook('preAction', () => {
    const repeated = [...given].filter(([, values]) => values.length > 1);
    if (repeated.length === 0) return;
    const told = repeated.map(
      ([name, values]) =>
        `${name} is given ${values.length} times (${values.map(short).join(', ')})`,
    );
    const hint = repeated.every(([name]) => compared.has(name))
      ? ' mantile compare takes two values, and tells how they differ.'
      : '';
    throw new UsageError(`${told.join('; ')}: give each option once.${hint}`);
  });
}

function allOf(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(allOf)];
}

function takesOne(option: Option): boolean {
  return (option.required || option.optional) && !option.variadic && option.parseArg !== eachOf;
}

const short = (value: string): string => JSON.stringify(value.slice(0, 40));
