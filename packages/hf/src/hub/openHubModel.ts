import { FaultList } from '@mantile/core';
import type { Abort } from '../read/abort.ts';
import type { FileSource } from '../read/source/fileSource.ts';
import { missingFile } from '../read/source/filesInMemory.ts';
import type { Fetch } from './fetching.ts';
import { commitOf, filesOf } from './hubFiles.ts';
import { hubFetch, type HubAccess } from './hubFetch.ts';

const publicHub = 'https://huggingface.co';

/**
 * How to reach a model on the hub.
 *
 * @example
 * import type { HubOptions } from '@mantile/hf/hub';
 * const options: HubOptions = { fetch: () => Promise.reject(new Error('offline')), revision: 'main' };
 * options.revision // => 'main'
 * @category Hub
 */
export interface HubOptions {
  /** The network: `globalThis.fetch`, or one of your own. */
  readonly fetch: Fetch;
  /** An access token, `hf_…`, for gated and private models. */
  readonly token?: string | undefined;
  /** A branch, tag or commit; `main` when absent. */
  readonly revision?: string | undefined;
  /** Another hub than the public one. */
  readonly hubUrl?: string | undefined;
  /** Attempts for each request at most; 5 when absent. */
  readonly attempts?: number | undefined;
  /** Waits so many milliseconds. Without it a request that fails is not repeated. */
  readonly wait?: ((milliseconds: number, signal?: Abort) => Promise<void>) | undefined;
  /** Calls everything off, later reads of the source included; `AbortSignal.timeout` bounds the time. */
  readonly signal?: Abort | undefined;
}

/**
 * Opens a model on the HuggingFace hub as a source of files. Its revision is settled at once: whatever is pushed
 * to the model meanwhile, all files are read from one commit. Only ranges are read, and only those asked for.
 *
 * @example
 * import { MantileError } from '@mantile/core';
 * import { openHubModel } from '@mantile/hf/hub';
 * let code: string | undefined;
 * try {
 *   await openHubModel('org/model', { fetch: () => Promise.reject(new Error('offline')) });
 * } catch (error) {
 *   if (MantileError.isInstance(error)) code = error.code;
 * }
 * code // => 'hub.unreachable'
 * @category Hub
 */
export async function openHubModel(name: string, options: HubOptions): Promise<FileSource> {
  const access = readOptions(name, options);
  const { hubUrl } = access;
  const client = {
    hubUrl,
    // The client reads no more of an answer than ours has, and of fetch's own types the libraries know nothing.
    fetch: hubFetch(access) as never,
    ...(options.token !== undefined && { accessToken: options.token }),
  };
  const sha = await commitOf(client, name, options.revision ?? 'main');
  const files = await filesOf(client, name, sha);
  const sizes = new Map(files.map(({ path, size }) => [path, size]));
  return {
    id: name,
    revision: sha,
    files,
    async read(path, start, end, reading) {
      const size = sizes.get(path);
      if (size === undefined) throw missingFile(name, path, [...sizes.keys()]);
      const url = `${hubUrl}/${name}/resolve/${sha}/${path.split('/').map(encodeURIComponent).join('/')}`;
      if (start === end) return new Uint8Array(0);
      // What the list has told makes the client's own question for each file needless.
      const fetch = hubFetch({ ...access, signal: reading?.signal ?? access.signal });
      const headers = {
        Range: `bytes=${start}-${end - 1}`,
        ...(options.token !== undefined && { Authorization: `Bearer ${options.token}` }),
      };
      return new Uint8Array(await (await fetch(url, { headers })).arrayBuffer());
    },
  };
}

function readOptions(name: string, options: HubOptions): HubAccess {
  const { token, attempts = 5, wait, signal, fetch } = options;
  const hubUrl = (options.hubUrl ?? publicHub).replace(/\/+$/, '');
  const faults = new FaultList();
  const require = (isLegal: boolean, path: string, value: unknown, message: string): void => {
    if (!isLegal) faults.add({ code: 'hub.invalid_option', path, value, message });
  };
  const parts = typeof (name as unknown) === 'string' ? name.split('/') : [];
  require(parts.length >= 1 &&
    parts.length <= 2 &&
    parts.every(
      (part) => /^[\w.-]{1,96}$/.test(part) && !/^\.+$/.test(part),
    ), 'name', name, 'expected a model’s name on the hub: organisation/model.');
  require(typeof (fetch as unknown) === 'function', 'fetch', fetch, 'pass globalThis.fetch.');
  require(/^https?:\/\/[^/]/.test(hubUrl), 'hubUrl', hubUrl, 'expected an http or https address.');
  require(Number.isSafeInteger(attempts) &&
    attempts >= 1, 'attempts', attempts, 'expected a whole number of at least 1.');
  // The value is a secret: it is not repeated.
  require(token === undefined ||
    /^hf_[\x21-\x7e]+$/.test(
      token,
    ), 'token', undefined, 'a token starts with hf_ and holds no spaces.');
  require(options.revision === undefined ||
    /^[^\s?#%\\]{1,200}$/.test(
      options.revision,
    ), 'revision', options.revision, 'expected the name of a branch or tag, or a commit.');
  faults.throwIfAny();
  return { name, hubUrl, fetch, token, attempts, wait, signal };
}
