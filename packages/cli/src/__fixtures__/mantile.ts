import { run } from '../run.ts';
import type { Io } from '../io.ts';

/** Runs the program and keeps what it prints. */
export async function runMantile(args: readonly string[], world: Partial<Io> = {}) {
  let out = '';
  let error = '';
  const code = await run(args, {
    out: (text) => (out += text),
    error: (text) => (error += text),
    isTerminal: false,
    columns: 80,
    environment: {},
    ...world,
  });
  return { code, out, error };
}
