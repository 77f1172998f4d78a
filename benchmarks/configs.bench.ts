/**
 * How long it takes to make a model config of a config.json, text to validated parts: npm run bench:configs <folder>
 *
 * The folder holds config.json files under any names. With `--write` the table goes into the README of @mantile/hf.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { buildModelConfig, parseConfig } from '@mantile/hf';
import { withPart } from '../scripts/markdown/part.ts';
import { table } from '../scripts/markdown/table.ts';

const folder = process.argv.slice(2).find((argument) => !argument.startsWith('--'));
if (folder === undefined) {
  console.error('usage: npm run bench:configs <folder of config.json files> [--write]');
  process.exit(2);
}

const texts = readdirSync(folder)
  .filter((file) => file.endsWith('.json') && !file.includes('hf_quant'))
  .map((file) => readFileSync(join(folder, file), 'utf8'));

/** Milliseconds of processor time of one reading, the best of a few: what else runs should not count. */
function milliseconds(text: string): number {
  let best = Infinity;
  for (let repeat = 0; repeat < 7; repeat += 1) {
    const start = process.cpuUsage();
    const { config } = parseConfig(text);
    buildModelConfig({ config });
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, (user + system) / 1e3);
  }
  return best;
}

const times = texts
  .map((text) => ({ size: text.length, time: milliseconds(text) }))
  .sort((a, b) => a.time - b.time);
const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
const largest = times.reduce((most, each) => (each.size > most.size ? each : most));
const row = (name: string, one: (typeof times)[number] | undefined) => [
  name,
  ((one?.size ?? 0) / 1e3).toLocaleString('en-US', { maximumFractionDigits: 0 }),
  (one?.time ?? 0).toFixed(1),
];
const lines = [
  ...table(
    ['of all files, by time', 'kB', 'ms'],
    [row('the median', at(0.5)), row('the 90th of 100', at(0.9)), row('the largest file', largest)],
  ),
  '',
  `${times.length} files; one core of ${cpus()[0]?.model ?? 'an unknown processor'}, Node ${process.version}.`,
];
console.log(lines.join('\n'));
if (process.argv.includes('--write')) {
  const file = 'packages/hf/README.md';
  const part = 'benchmark: written by npm run bench:configs -- <folder> --write';
  writeFileSync(file, await withPart(readFileSync(file, 'utf8'), part, lines.join('\n')));
}
