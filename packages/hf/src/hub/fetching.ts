/**
 * What is used of the platform's `fetch`: pass `globalThis.fetch`, or one of your own for a proxy or a test.
 * The signal that calls a reading off comes along as `signal`, of whichever type the caller's platform has.
 *
 * @example
 * import type { Fetch } from '@mantile/hf/hub';
 * const offline: Fetch = () => Promise.reject(new Error('offline'));
 * typeof offline // => 'function'
 * @category Hub
 */
export type Fetch = (
  url: string,
  init: { readonly headers: Readonly<Record<string, string>> },
) => Promise<FetchAnswer>;

/**
 * What is used of a `Response`.
 *
 * @example
 * import type { FetchAnswer } from '@mantile/hf/hub';
 * const answer: Pick<FetchAnswer, 'ok' | 'status'> = { ok: true, status: 206 };
 * answer.status // => 206
 * @category Hub
 */
export interface FetchAnswer {
  readonly ok: boolean;
  readonly status: number;
  readonly url: string;
  readonly headers: {
    /** The value of a header, whatever the case of its name. */
    get(name: string): string | null;
  };
  readonly body: AnswerBody | null;
}

/**
 * What is used of a response's stream.
 *
 * @example
 * import type { AnswerBody } from '@mantile/hf/hub';
 * const empty: AnswerBody = {
 *   getReader: () => ({ read: () => Promise.resolve({ done: true }), cancel: () => Promise.resolve() }),
 * };
 * await empty.getReader().read() // => { done: true }
 * @category Hub
 */
export interface AnswerBody {
  /** Begins to read the body, piece by piece. */
  getReader(): {
    /** The next piece, or word that there is none. */
    read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
    /** Ends the reading before the body does. */
    cancel(): Promise<unknown>;
  };
}
