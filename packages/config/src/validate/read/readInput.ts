import type { FindingList } from '../findingList.ts';
import { shown } from '../text.ts';
import { mostCharacters, Unreadable } from './limits.ts';
import { parseJson } from './parseJson.ts';
import { plainCopy } from './plainCopy.ts';

/** The object of a file, given as text or parsed; undefined where there is none, which has then been noted. */
export function readInput(
  input: unknown,
  findings: FindingList,
): Readonly<Record<string, unknown>> | undefined {
  const value = valueOf(input, findings);
  if (value === unreadable || value === undefined) return undefined;
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Readonly<Record<string, unknown>>;
  }
  findings.error(
    'config.not_an_object',
    '',
    `expected a JSON object, got ${shown(value)}.`,
    'Give the text of a model config, or its parsed object.',
  );
  return undefined;
}

const unreadable = Symbol('unreadable');

function valueOf(input: unknown, findings: FindingList): unknown {
  if (typeof input === 'string' && input.length > mostCharacters) {
    findings.error(
      'config.too_large',
      '',
      `${input.length} characters; at most ${mostCharacters} are read.`,
      'A model config lists types of layers, and takes some thousand characters.',
    );
    return unreadable;
  }
  if (ArrayBuffer.isView(input) || input instanceof ArrayBuffer) {
    findings.error(
      'config.not_json',
      '',
      'bytes are given, and no text.',
      "Give the text of the file: read it with the encoding 'utf8'.",
    );
    return unreadable;
  }
  try {
    return typeof input === 'string' ? parseJson(input, findings) : plainCopy(input, findings);
  } catch (error) {
    if (error instanceof Unreadable) return unreadable;
    // An object may run code of its own when it is read.
    findings.error(
      'config.unreadable',
      '',
      `reading the value failed: ${error instanceof Error ? error.message : shown(error)}.`,
      'Give the text of the file instead.',
    );
    return unreadable;
  }
}
