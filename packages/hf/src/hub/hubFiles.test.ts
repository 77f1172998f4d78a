import { describe, expect, test } from 'vitest';
import { codesOf } from '../read/__fixtures__/faults.ts';
import { commit, serveHub } from './__fixtures__/hubServer.ts';
import { openHubModel } from './openHubModel.ts';

/** Opens a model on a hub that answers questions whose address has this in it otherwise. */
async function opened(part: string, body: string, link?: (url: string, page: number) => string) {
  let page = 0;
  await using hub = await serveHub({ 'config.json': '{}' }, (request, response) => {
    if (request.url?.includes(part) !== true) return false;
    page += 1;
    const next = link?.(`${hub.url}${request.url}`, page);
    if (next !== undefined) response.setHeader('Link', `<${next}>; rel="next"`);
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(body);
    return true;
  });
  const codes = await codesOf(
    openHubModel('org/model', { fetch: globalThis.fetch, hubUrl: hub.url }),
  );
  return { codes, requests: hub.requests.length };
}

const tree = `/tree/${commit}`;

describe('answers that are JSON, and no answers of a hub', () => {
  test.each([
    ['/revision/', 'null'],
    [tree, 'null'],
    [tree, '{"a": 1}'],
    [tree, '[null]'],
    [tree, '[{"type": "file", "path": 5, "size": 1}]'],
    [tree, '[{"type": "file", "path": "config.json", "size": -3}]'],
  ])('%s gives %s', async (part, body) => {
    expect((await opened(part, body)).codes).toEqual(['hub.unexpected_answer']);
  });

  test('a description that is none', async () => {
    expect((await opened('/revision/', '[]')).codes).toEqual(['hub.no_commit']);
  });
});

describe('a list of files that does not end', () => {
  const file = '[{"type": "file", "path": "config.json", "size": 2, "oid": "x"}]';

  test('a page that names itself as the next', async () => {
    const { codes, requests } = await opened(tree, file, (url) => url);
    expect([codes, requests]).toEqual([['hub.endless_list'], 2]);
  });

  test('pages that go round', async () => {
    const round = (url: string, page: number) => `${url.split('?')[0] ?? ''}?cursor=${page % 3}`;
    const { codes, requests } = await opened(tree, file, round);
    expect(codes).toEqual(['hub.endless_list']);
    expect(requests).toBeLessThan(7);
  });
});

test('a server that says nothing is not asked again', async () => {
  let asked = 0;
  const silent = () => {
    asked += 1;
    return Promise.reject(new DOMException('no answer in time', 'TimeoutError'));
  };
  const wait = () => Promise.resolve();
  expect(await codesOf(openHubModel('org/model', { fetch: silent, wait }))).toEqual([
    'hub.unreachable',
  ]);
  expect(asked).toBe(1);
});
