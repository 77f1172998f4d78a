#!/usr/bin/env node
import { run } from './run.ts';

// A reader that closes early (`mantile models | head`) is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await run(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
  isTerminal: process.stdout.isTTY,
  // Node's types say that there always are some; to a pipe there are none.
  columns: (process.stdout as { readonly columns?: number }).columns ?? 80,
  environment: process.env,
});
