/** Runs every static check, two at a time, and says at the end what each found. */
import { exec } from 'node:child_process';
import { styleText } from 'node:util';

// The slowest first, so that the short ones fill the other core.
const checks = ['lint', 'types', 'unused', 'format', 'imports'];

interface Outcome {
  readonly name: string;
  readonly failed: boolean;
  readonly seconds: number;
  readonly output: string;
}

function run(name: string): Promise<Outcome> {
  const started = performance.now();
  return new Promise((resolve) => {
    exec(`npm run --silent check:${name}`, { maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      const seconds = (performance.now() - started) / 1000;
      resolve({ name, failed: error !== null, seconds, output: `${stdout}${stderr}`.trim() });
    });
  });
}

const waiting = [...checks];

async function work(): Promise<void> {
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    const { failed, seconds, output } = await run(name);
    if (failed) process.exitCode = 1;
    const mark = failed ? styleText('red', 'failed') : styleText('green', 'passed');
    console.log(`${mark} check:${name} (${seconds.toFixed(1)} s)`);
    if (failed) console.log(output);
  }
}

await Promise.all([work(), work()]);
