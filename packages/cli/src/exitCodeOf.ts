import type { Fault } from '@mantile/core';
import { exitCodes } from './io.ts';

/** Faults that pass: the same request may be answered later. */
const passing = new Set([
  'hub.unreachable',
  'hub.failed',
  'hub.too_many_requests',
  'hub.not_json',
  'hub.no_commit',
  'hub.range_ignored',
  'hub.foreign_link',
]);
/** Faults of a file's contents; all others are those of the command line. */
const broken =
  /^(safetensors\..*|gguf\.(?!no_file|ambiguous_file).*|source\.(short_read|not_text|too_large)|tensor\..*|inspection\..*|gap\w*\..*)$/;

/** How the program ends when a library refuses something. */
export function exitCodeOf(faults: readonly Fault[]): number {
  if (faults.some(({ code }) => passing.has(code))) return exitCodes.network;
  return faults.some(({ code }) => broken.test(code)) ? exitCodes.findings : exitCodes.usage;
}
