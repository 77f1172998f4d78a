import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { modelIds } from '@mantile/config/models';
import { chips, systems } from '@mantile/hardware';
import { standardLayers } from '@mantile/layers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runMantile } from '../__fixtures__/mantile.ts';
import { createProgram } from '../program.ts';
import { catalogueWords } from './catalogueWords.ts';
import { commandTree } from './commandTree.ts';
import { shells, type Shell } from './scripts.ts';
import { tablesOf } from './tables.ts';

let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mantile-completion-'));
  writeFileSync(join(folder, 'my model.json'), '{}');
  for (const shell of shells) {
    const { code, out } = await runMantile(['completion', shell]);
    expect(code).toBe(0);
    writeFileSync(join(folder, `mantile.${shell}`), out);
  }
}, 60_000);
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function has(shell: Shell): boolean {
  return spawnSync(shell, ['-c', 'exit 0']).status === 0;
}

const quoted = (word: string) => `'${word.replaceAll("'", `'\\''`)}'`;

/** How each shell is asked what it would offer for the last of some words. */
const asked: Readonly<Record<Shell, (words: readonly string[]) => readonly string[]>> = {
  bash: (words) => [
    '--norc',
    '-c',
    `source ./mantile.bash; COMP_WORDS=(${words.map(quoted).join(' ')}); COMP_CWORD=${words.length - 1}; _mantile; printf '%s\\n' "\${COMPREPLY[@]}"`,
  ],
  // What compsys calls the function with, and what it is told, written out.
  zsh: (words) => [
    '-f',
    '-c',
    `compdef() { : }; _files() { print -l -- *(N) }; compadd() { shift; local each; for each in "$@"; do [[ $each = "$PREFIX"* ]] && print -r -- $each; done }; source ./mantile.zsh; words=(${words.map(quoted).join(' ')}); CURRENT=${words.length}; PREFIX=${quoted(words.at(-1) ?? '')}; _mantile`,
  ],
  fish: (words) => [
    '--no-config',
    '-c',
    `source ./mantile.fish; complete --do-complete ${quoted(words.join(' '))} | string replace --regex '\\t.*' ''`,
  ],
};

function offered(shell: Shell, ...words: readonly string[]): readonly string[] {
  const { stdout, stderr } = spawnSync(shell, asked[shell](['mantile', ...words]), {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return stdout.split('\n').filter((line) => line !== '');
}

describe.each(shells)('%s', (shell) => {
  const isHere = has(shell);
  test.skipIf(isHere)(`is not on this machine, so that its script is not run`, () => {
    expect(isHere).toBe(false);
  });

  describe.runIf(isHere)('offers', () => {
    test('commands, and those of a command', () => {
      expect(offered(shell, 'sc')).toEqual(['schema']);
      expect([...offered(shell, '')].sort()).toEqual(
        expect.arrayContaining(['hardware', 'inspect', 'models']),
      );
      expect(offered(shell, 'models', 'sh')).toEqual(['show']);
      expect(offered(shell, 'help', 'hard')).toEqual(['hardware']);
    });

    test('options, those of a default command too', () => {
      expect(offered(shell, 'models', '--j')).toEqual(['--json']);
      expect(offered(shell, 'hardware', 'show', '--')).toEqual(
        expect.arrayContaining(['--json', '--help']),
      );
      expect(offered(shell, 'hardware', 'show', '--')).not.toContain('--csv');
    });

    test('ids of the catalogues', () => {
      expect(offered(shell, 'models', 'show', 'llama-3.1-4')).toEqual(['llama-3.1-405b']);
      expect(offered(shell, 'hardware', 'show', 'gb300-nvl7')).toEqual(['gb300-nvl72']);
      expect(offered(shell, 'layers', 'show', 'HashR')).toEqual(['HashRoutedMoELayer']);
    });

    test('what may follow an option, and no command in its place', () => {
      expect(offered(shell, 'hardware', '--vendor', 'Int')).toEqual(['Intel']);
      expect(offered(shell, 'hardware', '--only', 's')).toEqual(['systems']);
      expect(offered(shell, 'inspect', '--revision', 'm')).toEqual([]);
      expect(offered(shell, 'hardware', '--vendor', 'AMD', 'sh')).toEqual(['show']);
      expect(offered(shell, 'estimate', 'x', '--on', 'gb300-nv')).toEqual(['gb300-nvl72']);
      expect(offered(shell, 'estimate', 'x', '--kv-dtype', 'nvfp4')).toEqual(['nvfp4']);
      expect(offered(shell, 'calibrate', 'x.csv', '--chip', 'mi300')).toEqual(['mi300x']);
    });

    test('files where one is asked for', () => {
      const found = offered(shell, 'validate', 'my').join('\n').replaceAll('\\', '');
      expect(found).toMatch('my model.json');
      expect(offered(shell, 'schema', 'my')).toEqual([]);
    });
  });
});

test.runIf(has('bash'))('bash completes what stands behind an equals sign', () => {
  expect(offered('bash', 'hardware', '--vendor', '=', 'Int')).toEqual(['Intel']);
  expect(offered('bash', 'hardware', '--only', '=')).toEqual(['chips', 'links', 'systems']);
});

const program = createProgram({
  io: {
    out: () => undefined,
    error: () => undefined,
    isTerminal: false,
    columns: 80,
    environment: {},
  },
  exitWith: () => undefined,
  progress: () => undefined,
});
const tables = tablesOf(commandTree(program), catalogueWords());
const words = (name: string, key: string) =>
  tables.find((each) => each.name === name)?.rows.find((row) => row.key === key)?.words ?? [];

test('every command and option of the program stands in the tables', () => {
  for (const command of program.commands) {
    expect(words('commands', '').map(({ text }) => text)).toContain(command.name());
    for (const each of [command, ...command.commands]) {
      const at = each === command ? command.name() : `${command.name()} ${each.name()}`;
      const known = words('options', at).map(({ text }) => text);
      for (const { long } of each.options) expect(known).toContain(long);
    }
  }
});

test('all ids of the catalogues stand in the tables: none is a word that a script could not hold', () => {
  const named = (name: string) => words('catalogue', name).map(({ text }) => text);
  expect(named('@models')).toEqual(modelIds());
  expect(named('@chips')).toEqual(chips.map(({ id }) => id));
  expect(named('@systems')).toEqual(systems.map(({ id }) => id));
  expect(named('@kinds')).toEqual(standardLayers.kinds);
});

test('words that a shell would act upon go into no script', () => {
  const hostile = ['$(touch owned)', '`x`', "it's", 'a b', ';', 'fine-1.0'];
  const rows = tablesOf([], { ...catalogueWords(), models: hostile });
  const models = rows.find(({ name }) => name === 'catalogue')?.rows[0]?.words;
  expect(models?.map(({ text }) => text)).toEqual(['fine-1.0']);
});

test('an unknown shell is refused with those that there are', async () => {
  const { code, error } = await runMantile(['completion', 'tcsh']);
  expect(code).toBe(2);
  expect(error).toMatch('bash, zsh, fish');
});
