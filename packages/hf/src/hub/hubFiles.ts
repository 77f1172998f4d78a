import { listFiles, modelInfo } from '@huggingface/hub';
import { MantileError } from '@mantile/core';
import { refusal } from '../read/refusal.ts';
import type { SourceFile } from '../read/source/fileSource.ts';

const maximumFiles = 100_000;

/** What the hub's client needs for each call. */
export interface HubClient {
  readonly hubUrl: string;
  readonly fetch: never;
  readonly accessToken?: string;
}

/** The commit that a revision is now. */
export async function commitOf(client: HubClient, name: string, revision: string): Promise<string> {
  const { hubUrl } = client;
  const info = await understood(hubUrl, () =>
    modelInfo({ ...client, name, revision, additionalFields: ['sha'] }),
  );
  const { sha } = info;
  if (typeof sha !== 'string' || !/^[\da-f]{7,64}$/.test(sha)) {
    throw refusal({
      code: 'hub.no_commit',
      path: hubUrl,
      value: sha,
      message: 'the hub names no commit for this revision.',
    });
  }
  return sha;
}

/** The files of a commit, however many pages the list has. */
export async function filesOf(
  client: HubClient,
  name: string,
  sha: string,
): Promise<readonly SourceFile[]> {
  return understood(client.hubUrl, async () => {
    const files: SourceFile[] = [];
    const repo = { type: 'model', name } as const;
    for await (const file of listFiles({ ...client, repo, revision: sha, recursive: true })) {
      const size: unknown = file.lfs?.size ?? file.size;
      if (file.type !== 'file') continue;
      // What the list says of sizes decides which ranges are asked for.
      if (typeof (file.path as unknown) !== 'string' || !isSize(size))
        throw unexpected(client.hubUrl);
      files.push({ path: file.path, size });
      if (files.length > maximumFiles) throw tooManyFiles(name, files.length);
    }
    return files;
  });
}

const isSize = (size: unknown): size is number => Number.isSafeInteger(size) && Number(size) >= 0;

function tooManyFiles(name: string, count: number): MantileError {
  return refusal({
    code: 'hub.too_many_files',
    path: name,
    value: count,
    message: `the model has more than ${maximumFiles} files.`,
  });
}

/** What the client of the hub makes of an answer that is JSON and no answer of a hub: an error of its own. */
async function understood<Result>(hubUrl: string, call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (cause) {
    if (MantileError.isInstance(cause)) throw cause;
    if (!(cause instanceof TypeError)) throw cause;
    throw unexpected(hubUrl, cause);
  }
}

function unexpected(hubUrl: string, cause?: unknown): MantileError {
  const message = 'the answer has not the form of a hub\u2019s: is this a hub?';
  return refusal({ code: 'hub.unexpected_answer', path: hubUrl, message }, cause);
}
