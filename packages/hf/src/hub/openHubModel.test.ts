import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import { codesOf, faultsOf } from '../read/__fixtures__/faults.ts';
import { headerOf, safetensorsHead } from '../read/__fixtures__/safetensors.ts';
import { getModelConfig } from '../read/inspect/getModelConfig.ts';
import { inspectModelStructure } from '../read/inspect/inspectModelStructure.ts';
import { cachedSource } from '../read/source/cachedSource.ts';
import type { Tensor } from '../tensors/tensor.ts';
import { commit, headThenWeights, serveHub, type ServedFile } from './__fixtures__/hubServer.ts';
import { openHubModel } from './openHubModel.ts';

const noWait = () => Promise.resolve();
const options = { fetch: globalThis.fetch, wait: noWait };

function shard(tensors: readonly Tensor[]): ServedFile {
  const { text, dataBytes } = headerOf(tensors);
  return headThenWeights(safetensorsHead(text), dataBytes);
}

const tensor: Tensor = { name: 'lm_head.weight', shape: [128256, 8192], dtype: 'BF16' };
const small = { 'config.json': '{"model_type": "llama"}', 'model.safetensors': shard([tensor]) };

/** Answers the first so many requests for storage otherwise. */
function firstOf(count: number, answer: (response: ServerResponse) => void) {
  let left = count;
  return (request: IncomingMessage, response: ServerResponse): boolean => {
    if (left === 0 || request.url?.includes('/storage/') !== true) return false;
    left -= 1;
    answer(response);
    return true;
  };
}

describe('a model on the hub', () => {
  test('is read at one commit, by ranges alone, and not a byte of its weights', async () => {
    await using hub = await serveHub(small);
    const source = await openHubModel('org/model', { ...options, hubUrl: `${hub.url}/` });
    expect(source).toMatchObject({ id: 'org/model', revision: commit });
    expect(source.files.map(({ path }) => path)).toEqual(Object.keys(small));
    expect((await getModelConfig(source)).config).toEqual({ model_type: 'llama' });
    const { tensors } = await inspectModelStructure(source);
    expect(tensors).toEqual([{ ...tensor, file: 'model.safetensors' }]);
    // The commit, the list, then for the config one range and for the model two, each behind a redirect.
    expect(hub.requests).toHaveLength(2 + 2 * (1 + 2));
    expect(hub.bytesSent).toBeLessThan(1000);
  });

  test('a path with signs that mean something in addresses is found', async () => {
    await using hub = await serveHub({ 'a b#c?d%/config.json': '{}' });
    const source = await openHubModel('org/model', { ...options, hubUrl: hub.url });
    expect(await source.read('a b#c?d%/config.json', 0, 2)).toEqual(Uint8Array.of(0x7b, 0x7d));
    expect(await codesOf(source.read('../secret', 0, 2))).toEqual(['source.no_file']);
  });

  test('a second look through a cache asks for nothing but the list', async () => {
    await using hub = await serveHub(small);
    const kept = new Map<string, Uint8Array>();
    const cache = {
      get: (key: string) => Promise.resolve(kept.get(key)),
      set: (key: string, bytes: Uint8Array) => void kept.set(key, bytes),
    };
    const look = async () => {
      const source = await openHubModel('org/model', { ...options, hubUrl: hub.url });
      return (await inspectModelStructure(cachedSource(source, cache))).tensors;
    };
    const first = await look();
    const asked = hub.requests.length;
    expect(await look()).toEqual(first);
    expect(hub.requests.length - asked).toBe(2);
  });

  test('the token goes to the hub, and never elsewhere', async () => {
    const seen: (string | undefined)[] = [];
    await using hub = await serveHub(small, (request, response) => {
      seen.push(request.headers.authorization);
      if (request.url?.includes('/tree/') !== true) return false;
      response.setHeader('Content-Type', 'application/json');
      response.setHeader('Link', '<http://127.0.0.1:9/elsewhere>; rel="next"');
      response.end('[]');
      return true;
    });
    const opening = openHubModel('org/model', { ...options, hubUrl: hub.url, token: 'hf_x' });
    expect(await codesOf(opening)).toEqual(['hub.foreign_link']);
    expect(seen).toEqual(['Bearer hf_x', 'Bearer hf_x']);
  });
});

describe('what the hub refuses says what to do', () => {
  test.each([
    [401, 'GatedRepo', undefined, 'hub.gated', 'then pass a token'],
    [403, 'GatedRepo', 'hf_x', 'hub.gated', 'this token has no access'],
    [401, 'RepoNotFound', undefined, 'hub.no_model', 'pass a token'],
    [401, '', 'hf_x', 'hub.no_model', 'check the name and the token'],
    [403, '', 'hf_x', 'hub.forbidden', 'permissions'],
    [404, 'RevisionNotFound', undefined, 'hub.no_revision', 'no such revision'],
    [404, '', undefined, 'hub.not_found', 'nothing here'],
  ])('status %s %s with token %s', async (status, reason, token, code, words) => {
    await using hub = await serveHub({}, (_, response) => {
      response.writeHead(status, reason === '' ? {} : { 'X-Error-Code': reason }).end('no');
      return true;
    });
    const faults = await faultsOf(
      openHubModel('org/model', { ...options, hubUrl: hub.url, token }),
    );
    expect(faults).toMatchObject([{ code, value: status }]);
    expect(faults[0]!.message).toContain(words);
    expect(hub.requests).toHaveLength(1);
  });

  test('a model that is gated only where its files lie', async () => {
    await using hub = await serveHub(small, (request, response) => {
      if (request.url?.includes('/resolve/') !== true) return false;
      response.writeHead(401, { 'X-Error-Code': 'GatedRepo' }).end();
      return true;
    });
    const source = await openHubModel('org/model', { ...options, hubUrl: hub.url });
    expect(await codesOf(getModelConfig(source))).toEqual(['hub.gated']);
  });
});

describe('passing trouble', () => {
  test.each([429, 500, 502, 503, 504, 408])('status %s is tried again', async (status) => {
    const waits: number[] = [];
    await using hub = await serveHub(
      small,
      firstOf(3, (response) => response.writeHead(status).end()),
    );
    const wait = (milliseconds: number) => {
      waits.push(milliseconds);
      return Promise.resolve();
    };
    const source = await openHubModel('org/model', { ...options, wait, hubUrl: hub.url });
    expect((await getModelConfig(source)).config).toEqual({ model_type: 'llama' });
    expect(waits).toEqual([500, 1000, 2000]);
  });

  test('the server says how long to wait; for longer than anybody waits, it is told at once', async () => {
    const waits: number[] = [];
    const wait = (milliseconds: number) => {
      waits.push(milliseconds);
      return Promise.resolve();
    };
    for (const asked of ['7', '99999', 'Fri, 31 Dec 1999 23:59:59 GMT']) {
      await using hub = await serveHub(
        small,
        firstOf(1, (response) => response.writeHead(429, { 'Retry-After': asked }).end()),
      );
      const source = await openHubModel('org/model', { ...options, wait, hubUrl: hub.url });
      const codes = await codesOf(getModelConfig(source));
      expect(codes).toEqual(asked === '99999' ? ['hub.too_many_requests'] : []);
    }
    expect(waits).toEqual([7000, 500]);
  });

  test('has an end, and none is tried again without a way to wait', async () => {
    for (const [wait, attempts] of [
      [noWait, 4],
      [undefined, 1],
    ] as const) {
      await using hub = await serveHub({}, (_, response) => {
        response.writeHead(503).end();
        return true;
      });
      const opening = openHubModel('org/model', {
        fetch: globalThis.fetch,
        wait,
        attempts: 4,
        hubUrl: hub.url,
      });
      expect(await codesOf(opening)).toEqual(['hub.failed']);
      expect(hub.requests).toHaveLength(attempts);
    }
  });

  test.each<[string, (response: ServerResponse) => void]>([
    ['closes the connection', (response) => response.destroy()],
    [
      'breaks off within the answer',
      (response) => {
        response.writeHead(206, { 'Content-Range': 'bytes 0-22/23', 'Content-Length': '23' });
        response.write('{"mod');
        setTimeout(() => response.destroy(), 5);
      },
    ],
    [
      'ends the answer early',
      (response) => response.writeHead(206, { 'Content-Range': 'bytes 0-22/23' }).end('{"mod'),
    ],
  ])('a server that %s is asked again', async (_, answer) => {
    await using hub = await serveHub(small, firstOf(2, answer));
    const source = await openHubModel('org/model', { ...options, hubUrl: hub.url });
    expect((await getModelConfig(source)).config).toEqual({ model_type: 'llama' });
    // The commit, the list, and three attempts behind a redirect each.
    expect(hub.requests).toHaveLength(2 + 3 * 2);
  });

  test('a server that never ends its answer is left when the caller calls it off', async () => {
    const abort = new AbortController();
    await using hub = await serveHub(small, (request, response) => {
      if (request.url?.includes('/storage/') !== true) return false;
      response.writeHead(206, { 'Content-Range': 'bytes 0-22/23' });
      response.write('{');
      setTimeout(() => abort.abort(), 20);
      return true;
    });
    const source = await openHubModel('org/model', { ...options, hubUrl: hub.url });
    expect(await codesOf(getModelConfig(source, { signal: abort.signal }))).toEqual([
      'source.aborted',
    ]);
  });
});

describe('answers that cannot be trusted', () => {
  test.each<[string, (response: ServerResponse) => void, string]>([
    [
      'the whole file',
      (response) => response.writeHead(200).end('x'.repeat(1e6)),
      'hub.range_ignored',
    ],
    [
      'another range',
      (response) => response.writeHead(206, { 'Content-Range': 'bytes 8-15/99' }).end('12345678'),
      'hub.range_ignored',
    ],
    [
      'more than it says',
      (response) =>
        response.writeHead(206, { 'Content-Range': 'bytes 0-7/99' }).end('x'.repeat(1e6)),
      'hub.answer_too_large',
    ],
  ])('%s for a range', async (_, answer, code) => {
    await using hub = await serveHub(small, firstOf(1, answer));
    const source = await openHubModel('org/model', { ...options, hubUrl: hub.url });
    expect(await codesOf(inspectModelStructure(source))).toEqual([code]);
  });

  test('no JSON, and a revision without a commit', async () => {
    for (const [body, code] of [
      ['<html>', 'hub.not_json'],
      ['{"id":"org/model","sha":"../x"}', 'hub.no_commit'],
    ] as const) {
      await using hub = await serveHub({}, (_, response) => {
        response.end(body);
        return true;
      });
      expect(await codesOf(openHubModel('org/model', { ...options, hubUrl: hub.url }))).toEqual([
        code,
      ]);
    }
  });
});

test('options that cannot work are refused before any request, all at once', async () => {
  const wrong = {
    fetch: undefined as never,
    hubUrl: 'ftp://hub',
    attempts: 0,
    token: 'secret',
    revision: 'a b',
  };
  const faults = await faultsOf(openHubModel('../etc/passwd', wrong));
  expect(faults.map(({ path }) => path)).toEqual([
    'name',
    'fetch',
    'hubUrl',
    'attempts',
    'token',
    'revision',
  ]);
  expect(JSON.stringify(faults)).not.toContain('secret');
  for (const name of ['..', 'a/..', 'a/b/c', '', 'a b', 'a/b?x']) {
    expect(await codesOf(openHubModel(name, options))).toEqual(['hub.invalid_option']);
  }
});
