import type { Finding } from '@mantile/config';
import { JsonCursor, JsonSyntaxError } from './json/jsonCursor.ts';
import { lineAndColumn } from './json/lineAndColumn.ts';
import { TolerantReader } from './json/tolerantReader.ts';

/** Ten times the largest published config; a text beyond it is something else. */
const maximumCharacters = 64 * 1024 * 1024;

/**
 * What a `config.json` holds, and what there is to know about the text.
 *
 * @example
 * import { parseConfig, type ParsedConfig } from '@mantile/hf';
 * const parsed: ParsedConfig = parseConfig('{"hidden_size": 4096');
 * parsed.findings.map(({ code, message }) => [code, message]) // => [['json.syntax', 'line 1, column 21: expected , or }, found the end of the text.']]
 * @category Reading
 */
export interface ParsedConfig {
  /** The object read; empty when the text could not be read. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly findings: readonly Finding[];
}

/**
 * Reads the text of a `config.json`, or of another JSON file of a model, as the programs that write them do:
 * `Infinity`, `-Infinity` and `NaN` stand bare, and a byte order mark may lead. Nothing throws: what is wrong
 * comes back as findings.
 *
 * @example
 * import { parseConfig } from '@mantile/hf';
 * const { config, findings } = parseConfig('{"time_step_limit": [0.0, Infinity]}');
 * config // => { time_step_limit: [0, Infinity] }
 * findings.map(({ code, severity, path }) => [code, severity, path]) // => [['json.not_finite', 'info', 'time_step_limit[1]']]
 * @category Reading
 */
export function parseConfig(text: string): ParsedConfig {
  const refuse = (code: string, message: string, fix: string): ParsedConfig => ({
    config: {},
    findings: [{ code, severity: 'error', path: '', message, fix }],
  });
  // A caller without types may hand over what a failed read left behind.
  if (typeof (text as unknown) !== 'string') {
    return refuse('json.not_text', 'expected the text of a JSON file.', 'Pass the text.');
  }
  if (text.length > maximumCharacters) {
    return refuse(
      'json.too_large',
      `the text has ${text.length} characters; at most ${maximumCharacters} are read.`,
      'Check that this is the model’s config.json.',
    );
  }
  const cursor = new JsonCursor(text);
  if (text.startsWith('\uFEFF')) cursor.index = 1;
  const reader = new TolerantReader(cursor);
  try {
    if (cursor.peek() !== '{') cursor.fail(`expected an object, found ${cursor.found()}`);
    const config = reader.read() as Record<string, unknown>;
    cursor.expectEnd();
    return { config, findings: reader.findings };
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    return refuse(
      reader.isTooDeep ? 'json.too_deep' : 'json.syntax',
      `${lineAndColumn(text, error.index)}: ${error.message}.`,
      'Correct the file, or fetch it again: it may have been cut.',
    );
  }
}
