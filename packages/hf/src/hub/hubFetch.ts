import { MantileError } from '@mantile/core';
import { throwIfAborted, type Abort } from '../read/abort.ts';
import { refusal } from '../read/refusal.ts';
import { decodeText } from '../read/text.ts';
import type { Fetch, FetchAnswer } from './fetching.ts';
import { hubFault } from './hubFault.ts';
import { readBody } from './readBody.ts';
import { waitBefore } from './waitBefore.ts';

/** Lists and descriptions; ranges are bounded by what was asked for. */
const maximumAnswerBytes = 64 * 1024 * 1024;

/** A page holds a thousand files or fewer; more pages than this name more files than any model has. */
const maximumPages = 10_000;

/** How to reach one model on the hub. */
export interface HubAccess {
  readonly name: string;
  readonly hubUrl: string;
  readonly fetch: Fetch;
  readonly token: string | undefined;
  readonly attempts: number;
  readonly wait: ((milliseconds: number, signal?: Abort) => Promise<void>) | undefined;
  readonly signal: Abort | undefined;
}

/** An answer with its body at hand, as the hub's client reads it. */
export interface ReadAnswer extends Omit<FetchAnswer, 'body'> {
  readonly body: null;
  arrayBuffer(): Promise<ArrayBufferLike>;
  text(): Promise<string>;
  json(): Promise<unknown>;
}

/** The `fetch` that the hub's client is given: it tries again, and trusts no answer further than asked. */
export function hubFetch(access: HubAccess) {
  // A list of files is asked for page by page, each once: one that comes again would never end.
  const seen = new Set<string>();
  return async (
    input: unknown,
    init: { readonly headers?: Readonly<Record<string, string>> } = {},
  ): Promise<ReadAnswer> => {
    const url = String(input);
    // A list of files names its own next page; the token goes to nobody else.
    if (!url.startsWith(`${access.hubUrl}/`)) {
      throw refusal({
        code: 'hub.foreign_link',
        path: url,
        message: `the hub at ${access.hubUrl} points elsewhere.`,
      });
    }
    if (seen.has(url) || seen.size >= maximumPages) throw endless(url);
    seen.add(url);
    for (let attempt = 1; ; attempt += 1) {
      throwIfAborted(access.signal, url);
      const outcome = await attemptOnce(access, url, init.headers ?? {});
      if ('answer' in outcome) return outcome.answer;
      const milliseconds = waitBefore(attempt + 1, outcome.retryAfter);
      const isLast = attempt >= access.attempts || access.wait === undefined;
      if (!outcome.isPassing || isLast || milliseconds === undefined) throw outcome.error;
      await access.wait(milliseconds, access.signal);
    }
  };
}

function endless(url: string): MantileError {
  return refusal({
    code: 'hub.endless_list',
    path: url,
    message: `the list of files comes to a page that was read already, or to more than ${maximumPages}: it does not end.`,
  });
}

interface Failure {
  readonly error: MantileError;
  /** Whether another attempt may succeed. */
  readonly isPassing: boolean;
  readonly retryAfter: string | null;
}

async function attemptOnce(
  access: HubAccess,
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<{ readonly answer: ReadAnswer } | Failure> {
  const { signal } = access;
  try {
    const init = { headers, ...(signal !== undefined && { signal }) };
    const answer = await access.fetch(url, init);
    if (!answer.ok) {
      const { status } = answer;
      await answer.body?.getReader().cancel();
      return {
        error: new MantileError([hubFault(answer, access.name, url, access.token !== undefined)]),
        isPassing: status === 408 || status === 429 || status >= 500,
        retryAfter: answer.headers.get('Retry-After'),
      };
    }
    const expected = await expectedBytes(answer, url, headers['Range']);
    const bytes = await readBody(answer, expected ?? maximumAnswerBytes, url, signal);
    if (expected !== undefined && bytes.length < expected) {
      throw new Error(`${bytes.length} of ${expected} bytes came`);
    }
    return { answer: readAnswer(answer, bytes, url) };
  } catch (cause) {
    if (MantileError.isInstance(cause)) throw cause;
    throwIfAborted(signal, url);
    const message = `the connection failed: ${cause instanceof Error ? cause.message : String(cause)}.`;
    const error = refusal({ code: 'hub.unreachable', path: url, message }, cause);
    // A server that stayed silent until it was given up is silent again.
    const isSilent = cause instanceof Error && cause.name === 'TimeoutError';
    return { error, isPassing: !isSilent, retryAfter: null };
  }
}

/** How many bytes a ranged request must bring; an answer with anything else is let go before it is read. */
async function expectedBytes(
  answer: FetchAnswer,
  url: string,
  range: string | undefined,
): Promise<number | undefined> {
  if (range === undefined) return undefined;
  const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(range) ?? [];
  const given = /^bytes (\d+)-(\d+)\//.exec(answer.headers.get('Content-Range') ?? '');
  if (answer.status === 206 && given?.[1] === start && given?.[2] === end) {
    return Number(end) - Number(start) + 1;
  }
  await answer.body?.getReader().cancel();
  throw refusal({
    code: 'hub.range_ignored',
    path: url,
    value: range,
    message: `asked for ${range}, the server answered with status ${answer.status} and ${rangeText(answer)}: it must serve ranges, or whole models would be fetched.`,
  });
}

/** The range that an answer says it is, whatever form that has. */
function rangeText({ headers }: FetchAnswer): string {
  const range = headers.get('Content-Range');
  return range === null ? 'no range' : JSON.stringify(range.slice(0, 80));
}

function readAnswer(answer: FetchAnswer, bytes: Uint8Array, url: string): ReadAnswer {
  const { ok, status, headers } = answer;
  const text = () => decodeText(bytes, url);
  return {
    ok,
    status,
    url: answer.url,
    headers,
    body: null,
    arrayBuffer: () => Promise.resolve(bytes.buffer),
    text: () => settle(text),
    json: () => settle(() => parseJson(text(), url)),
  };
}

/** A promise of what a call gives or throws. */
function settle<Result>(call: () => Result): Promise<Result> {
  return Promise.resolve().then(call);
}

function parseJson(text: string, url: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const message = 'the answer is no JSON: is this a hub?';
    throw refusal({ code: 'hub.not_json', path: url, message }, cause);
  }
}
