#!/usr/bin/env node
import { createInterface } from 'node:readline/promises';
import { run } from './run.ts';

// A reader that closes early (`mantile models | head`) is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

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

process.exitCode = await run(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
  isTerminal: process.stdout.isTTY,
  // Node's types say that there always are some; to a pipe there are none.
  columns: (process.stdout as { readonly columns?: number }).columns ?? 80,
  environment: process.env,
  isErrorTerminal: process.stderr.isTTY,
  ...(process.stdin.isTTY && process.stderr.isTTY && { ask }),
});
