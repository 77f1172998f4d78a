import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A file that the server makes up when it is asked: its size, and the bytes of any range. */
export interface ServedFile {
  readonly size: number;
  read(start: number, end: number): Uint8Array;
}

/** What a test lets go wrong with a request; `true` when it has answered itself. */
export type Trouble = (request: IncomingMessage, response: ServerResponse) => boolean;

/** A hub for one model, on a port of its own. */
export interface HubServer extends AsyncDisposable {
  readonly url: string;
  /** Paths asked for, in order, with their ranges. */
  readonly requests: { readonly path: string; readonly range: string | undefined }[];
  /** Most requests under way at once. */
  readonly mostAtOnce: number;
  /** Bytes of bodies sent. */
  readonly bytesSent: number;
}

/** What `main` is at. */
export const commit = '0123456789abcdef0123456789abcdef01234567';
const pageSize = 100;

/** Serves `org/model` as the hub does: its description, its list of files by pages, and ranges behind redirects. */
export async function serveHub(
  files: Readonly<Record<string, ServedFile | string>>,
  trouble: Trouble = () => false,
): Promise<HubServer> {
  const requests: HubServer['requests'] = [];
  const served = new Map(
    Object.entries(files).map(([path, file]) => [
      path,
      typeof file === 'string' ? text(file) : file,
    ]),
  );
  let underWay = 0;
  const state = { mostAtOnce: 0, bytesSent: 0 };
  const server = createServer((request, response) => {
    requests.push({ path: request.url ?? '', range: request.headers.range });
    underWay += 1;
    state.mostAtOnce = Math.max(state.mostAtOnce, underWay);
    response.on('close', () => (underWay -= 1));
    // Later, so that requests under way at once are seen together.
    if (!trouble(request, response)) setImmediate(answer, request, response);
  });
  const send = (response: ServerResponse, status: number, body: Uint8Array | string): void => {
    state.bytesSent += body.length;
    response.writeHead(status).end(body);
  };
  const json = (response: ServerResponse, value: unknown): void => {
    response.setHeader('Content-Type', 'application/json');
    send(response, 200, JSON.stringify(value));
  };
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const url = new URL(request.url ?? '', hub.url);
    const path = decodeURIComponent(url.pathname);
    if (path.startsWith('/api/models/org/model/revision/')) {
      json(response, { _id: 'x', id: 'org/model', sha: commit, lastModified: '2026-01-01' });
    } else if (path === `/api/models/org/model/tree/${commit}`) {
      const from = Number(url.searchParams.get('cursor') ?? 0);
      if (from + pageSize < served.size) {
        url.searchParams.set('cursor', String(from + pageSize));
        response.setHeader('Link', `<${url.href}>; rel="next"`);
      }
      const page = [...served].slice(from, from + pageSize);
      json(
        response,
        page.map(([name, { size }]) => ({ type: 'file', path: name, size, oid: 'x' })),
      );
    } else if (path.startsWith(`/org/model/resolve/${commit}/`)) {
      response.setHeader('Location', url.pathname.replace('/org/model/resolve/', '/storage/'));
      send(response, 302, '');
    } else if (path.startsWith(`/storage/${commit}/`)) {
      sendRange(request, response, served.get(path.slice(`/storage/${commit}/`.length)));
    } else {
      response.setHeader('X-Error-Code', 'RepoNotFound');
      send(response, 404, 'Repository not found');
    }
  };
  const sendRange = (
    request: IncomingMessage,
    response: ServerResponse,
    file: ServedFile | undefined,
  ): void => {
    if (file === undefined) {
      response.setHeader('X-Error-Code', 'EntryNotFound');
      send(response, 404, 'Entry not found');
      return;
    }
    const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
    response.setHeader('ETag', '"etag"');
    if (first === undefined) {
      send(response, 200, file.read(0, file.size));
      return;
    }
    const end = Math.min(Number(last) + 1, file.size);
    response.setHeader('Content-Range', `bytes ${first}-${end - 1}/${file.size}`);
    send(response, 206, file.read(Number(first), end));
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const hub: HubServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    get mostAtOnce() {
      return state.mostAtOnce;
    },
    get bytesSent() {
      return state.bytesSent;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return hub;
}

function text(content: string): ServedFile {
  const bytes = new TextEncoder().encode(content);
  return { size: bytes.length, read: (start, end) => bytes.subarray(start, end) };
}

/** A file whose head is given and whose remaining bytes are zeros that nobody ought to read. */
export function headThenWeights(head: Uint8Array, dataBytes: number): ServedFile {
  return {
    size: head.length + dataBytes,
    read(start, end) {
      if (end > head.length) throw new Error('a byte of the weights was read');
      return head.subarray(start, end);
    },
  };
}
