#!/usr/bin/env node
import { createInterface } from 'node:readline/promises';
import { run } from './run.ts';
import { tellUnexpected } from './unexpected.ts';
import { UsageError } from './usageError.ts';

const errorStream = {
  error: (text: string) => process.stderr.write(text),
  isTerminal: process.stderr.isTTY,
  environment: process.env,
};

// A reader that closes early (`mantile models | head`) is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : tellUnexpected(error, errorStream));
});
// What goes wrong beside the run, such as in a timer of a module of the person's own.
process.on('uncaughtException', (error: unknown) => {
  process.exit(tellUnexpected(error, errorStream));
});

/** No config is larger. */
const largestInput = 64 * 1024 * 1024;

/** Asks on the terminal; what is typed after the end of the input counts as no answer. */
async function ask(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const ended = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
    return await Promise.race([lines.question(question), ended]);
  } finally {
    lines.close();
  }
}

/** Everything that is piped into the program. */
async function input(): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin) {
    const bytes = Buffer.from(chunk as Buffer);
    size += bytes.length;
    if (size > largestInput) {
      throw new UsageError(
        `the input has more than ${largestInput} bytes; no config is that large.`,
      );
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

process.exitCode = await run(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
  isTerminal: process.stdout.isTTY,
  // Node's types say that there always are some; to a pipe there are none.
  columns: (process.stdout as { readonly columns?: number }).columns ?? 80,
  environment: process.env,
  isErrorTerminal: process.stderr.isTTY,
  input,
  ...(process.stdin.isTTY && process.stderr.isTTY && { ask }),
});
