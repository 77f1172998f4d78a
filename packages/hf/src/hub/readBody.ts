import { throwIfAborted, type Abort } from '../read/abort.ts';
import { refusal } from '../read/refusal.ts';
import type { FetchAnswer } from './fetching.ts';

/** Reads an answer whole; one that goes on beyond what was asked for is cut off, whatever it claimed. */
export async function readBody(
  answer: FetchAnswer,
  maximumBytes: number,
  url: string,
  signal: Abort | undefined,
): Promise<Uint8Array> {
  const reader = answer.body?.getReader();
  if (reader === undefined) return new Uint8Array(0);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    throwIfAborted(signal, url);
    const { done, value } = await reader.read();
    if (done) break;
    if (value === undefined) continue;
    length += value.length;
    if (length > maximumBytes) {
      await reader.cancel();
      throw refusal({
        code: 'hub.answer_too_large',
        path: url,
        value: maximumBytes,
        message: `the answer is longer than the ${maximumBytes} bytes expected.`,
      });
    }
    chunks.push(value);
  }
  const bytes = new Uint8Array(length);
  let place = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, place);
    place += chunk.length;
  }
  return bytes;
}
