import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { MantileError, type Fault } from '@mantile/core';
import { cachedSource, filesInMemory, type FileSource } from '@mantile/hf';
import { openFolder } from '@mantile/hf/folder';
import { openHubModel } from '@mantile/hf/hub';
import { textOf } from '../input/files.ts';
import { isOwnConfig } from '../input/isOwnConfig.ts';
import type { Io } from '../io.ts';
import { folderCache } from './folderCache.ts';
import { nearestOnHub, type ModelSource } from './modelSource.ts';
import { UsageError } from '../usageError.ts';
import { patientFetch } from './patientFetch.ts';

const shard = /-\d{5}-of-\d{5}\.(gguf|safetensors)$/;

/** Options of the library that come from the environment, by the names that the person knows. */
const variables: Readonly<Record<string, string>> = { token: 'HF_TOKEN', hubUrl: 'HF_ENDPOINT' };

/** How to reach it. */
export interface OpenOptions {
  readonly revision?: string | undefined;
  readonly environment: Io['environment'];
}

/** Opens what was named as a source of files. Of a shard, those beside it come too. */
export async function openSource(
  source: Exclude<ModelSource, { kind: 'catalogue' }>,
  { revision, environment }: OpenOptions,
): Promise<FileSource> {
  switch (source.kind) {
    case 'folder':
      return openFolder(source.path);
    case 'config':
      return filesInMemory(source.path, configFiles(source.path));
    case 'safetensors':
    case 'gguf':
      return openFolder(shard.test(basename(source.path)) ? dirname(source.path) : source.path);
    case 'hub':
      return openHub(source.name, revision ?? source.revision, environment);
  }
}

/** A config.json without the file beside it that says how its weights are stored would be half the truth. */
function configFiles(path: string): Readonly<Record<string, string>> {
  const quantConfig = join(dirname(path), 'hf_quant_config.json');
  const text = textOf(path);
  if (isOwnConfig(text)) {
    throw new UsageError(
      `${path} is a model config already, and no config.json of a checkpoint: mantile validate checks it, mantile estimate takes it.`,
    );
  }
  return {
    'config.json': text,
    ...(existsSync(quantConfig) && { 'hf_quant_config.json': textOf(quantConfig) }),
  };
}

async function openHub(
  name: string,
  revision: string | undefined,
  environment: Io['environment'],
): Promise<FileSource> {
  const { HF_TOKEN: token = '', HF_ENDPOINT: hubUrl = '', MANTILE_CACHE: cache = '' } = environment;
  try {
    const source = await openHubModel(name, {
      fetch: patientFetch,
      wait: (milliseconds) => wait(milliseconds),
      ...(token !== '' && { token }),
      ...(hubUrl !== '' && { hubUrl }),
      revision,
    });
    return cache === '' ? source : cachedSource(source, folderCache(cache));
  } catch (error) {
    throw MantileError.isInstance(error) ? withAdvice(error, name) : error;
  }
}

/** What the library cannot know: where this program takes its token from, and which names are near. */
function withAdvice(error: MantileError, name: string): MantileError {
  const near = nearestOnHub(name);
  const advice: Readonly<Record<string, string>> = {
    'hub.no_model': near === undefined || near === name ? '' : ` Did you mean ${near}?`,
    'hub.gated': ' The token is taken from HF_TOKEN.',
    'hub.forbidden': ' The token is taken from HF_TOKEN.',
    'hub.unreachable': ' Files on this machine need no network: name a folder or a config.json.',
  };
  const advised = (fault: Fault): Fault => ({
    ...fault,
    path: variables[fault.path] ?? fault.path,
    message: `${fault.message}${advice[fault.code] ?? ''}`,
  });
  const [first, ...others] = error.faults as readonly [Fault, ...Fault[]];
  return new MantileError([advised(first), ...others.map(advised)], { cause: error });
}
