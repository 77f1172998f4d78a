import { fc, test } from '@fast-check/vitest';
import type { Command } from 'commander';
import { beforeAll, describe, expect } from 'vitest';
import { runMantile } from './__fixtures__/mantile.ts';
import { createProgram } from './program.ts';

beforeAll(async () => {
  await import('./compare/compareCommand.ts');
  await import('./estimate/estimateCommand.ts');
  await import('./explain/explainCommand.ts');
  await import('./fit/fitCommand.ts');
  await import('./inspect/readModel.ts');
  await import('./pools/poolsCommand.ts');
}, 120_000);

const nothing = () => undefined;
const io = { out: nothing, error: nothing, isTerminal: false, columns: 80, environment: {} };
const program = createProgram({ io, exitWith: nothing, progress: nothing });

/** Options that write files or ask the network, and those that end a run before it begins. */
const left = new Set([
  ...['--out', '--scratch', '--svg', '--tensors-out', '--approve', '--replace', '--revision'],
  ...['--help', '--version'],
]);

/** All commands that do work, by how they are typed, with their options. */
function commandsOf(command: Command, path: readonly string[]): readonly (readonly string[][])[] {
  const nested = command.commands.flatMap((each) => commandsOf(each, [...path, each.name()]));
  const flags = command.options.map(({ long }) => long ?? '').filter((flag) => !left.has(flag));
  return command.commands.length > 0 ? nested : [[[...path], flags], ...nested];
}
const commands = commandsOf(program, []).filter(([path]) => path?.[0] !== 'completion');

const text = fc.oneof(
  // A name with a slash might be one of the hub's.
  fc.string({ maxLength: 30 }).filter((word) => !/[/\\]|^-/.test(word)),
  fc.double().map(String),
  fc.integer().map(String),
  fc.constantFrom('__proto__', 'constructor', '1e99', '0', 'NaN', '64abc', '1-2', 'fp8', '1', '2'),
  fc.constantFrom('llama-3.2-1b', 'h100', 'mlp', 'ttft', 'qwen3-30b-a3b', '8xh100', 'memory'),
);

const line = fc.constantFrom(...commands).chain(([path = [], flags = []]) =>
  fc.record({
    path: fc.constant(path),
    words: fc.array(text, { maxLength: 2 }),
    options:
      flags.length === 0
        ? fc.constant([])
        : fc.array(fc.tuple(fc.constantFrom(...flags), text), { maxLength: 4 }),
  }),
);

const served = fc.constantFrom('estimate', 'explain', 'compare', 'fit', 'pools').chain((name) => {
  const [, flags = []] = commands.find(([path]) => path?.[0] === name) ?? [];
  return fc.record({
    name: fc.constant(name),
    options: fc.array(fc.tuple(fc.constantFrom(...flags), text), { maxLength: 4 }),
  });
});

/** Runs a line, which is done, or refused with words; nothing is a fault of the program. */
async function isAnswered(args: readonly string[]): Promise<void> {
  const { code, out, error } = await runMantile(args);
  expect([0, 1, 2]).toContain(code);
  expect(error).not.toMatch('program.failed');
  if (code === 2) expect(error).toMatch(/^error: /);
  if (code === 0) expect(out).not.toMatch(/\bNaN\b|\bundefined\b|\[object /);
}

describe('whatever may be typed is answered or refused', () => {
  test.prop([line], { numRuns: 150 })('behind every command', async ({ path, words, options }) => {
    await isAnswered([...path, ...words, ...options.flat()]);
  });

  test.prop([served], { numRuns: 100 })('of a model on hardware', async ({ name, options }) => {
    await isAnswered([name, 'qwen3-30b-a3b', '--on', 'h100-sxm', ...options.flat()]);
  });
});
