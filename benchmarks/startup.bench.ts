/** Times the built program from start to end, over ten runs each: `npm run build`, then `npm run bench:startup`. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

const program = 'packages/cli/dist/mantile.js';
const runs = 10;
const commands: readonly (readonly string[])[] = [
  [],
  ['--version'],
  ['--help'],
  ['models', 'show', 'llama-3.1-8b'],
  ['models'],
  ['hardware', 'h100'],
  ['hardware', 'show', 'h100-sxm'],
  ['layers', 'show', 'mlp'],
  ['completion', 'bash'],
  ['estimate', 'llama-3.1-8b', '--on', 'h100'],
];

if (!existsSync(program)) {
  console.error(`${program} is not there; npm run build makes it.`);
  process.exit(1);
}

console.log(`milliseconds from start to end, ${runs} runs each`);
console.log(`${'command'.padEnd(34)}${'least'.padStart(8)}${'median'.padStart(8)}`);
for (const args of commands) {
  const isBare = args.length === 0;
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    const { status, stderr } = spawnSync(
      process.execPath,
      isBare ? ['--eval', '0'] : [program, ...args],
      { encoding: 'utf8' },
    );
    if (status !== 0) throw new Error(stderr);
    return performance.now() - start;
  }).sort((one, other) => one - other);
  const name = isBare ? 'node with nothing to do' : `mantile ${args.join(' ')}`;
  const median = ((times[runs / 2 - 1] ?? 0) + (times[runs / 2] ?? 0)) / 2;
  const columns = [times[0] ?? 0, median].map((time) => time.toFixed(0).padStart(8));
  console.log(`${name.padEnd(34)}${columns.join('')}`);
}
