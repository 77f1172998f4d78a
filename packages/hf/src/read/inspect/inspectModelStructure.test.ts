import { describe, expect, test } from 'vitest';
import type { Tensor } from '../../tensors/tensor.ts';
import { codesOf, faultsOf } from '../__fixtures__/faults.ts';
import { headerOf, safetensorsFile, safetensorsHead } from '../__fixtures__/safetensors.ts';
import { filesInMemory } from '../source/filesInMemory.ts';
import { inspectModelStructure } from './inspectModelStructure.ts';

const one: Tensor = { name: 'a.weight', shape: [4, 2], dtype: 'BF16' };
const two: Tensor = { name: 'b.scale', shape: [], dtype: 'F32' };
const inFile = (tensor: Tensor, file: string): Tensor => ({ ...tensor, file });
const indexOf = (map: Record<string, string>, metadata: object = {}) =>
  JSON.stringify({ metadata, weight_map: map });
const inspect = (files: Parameters<typeof filesInMemory>[1]) =>
  inspectModelStructure(filesInMemory('model', files));

/** A model of one file: these bytes, then as many zeros. */
const single = (head: Uint8Array, dataBytes = 0) => {
  const bytes = new Uint8Array(head.length + dataBytes);
  bytes.set(head);
  return inspect({ 'model.safetensors': bytes });
};

describe('which files are read', () => {
  test('the single file', async () => {
    const structure = await inspect({ 'model.safetensors': safetensorsFile([one, two]) });
    expect(structure).toEqual({
      tensors: [inFile(one, 'model.safetensors'), inFile(two, 'model.safetensors')],
      bytes: 20,
      findings: [],
      published: {},
      metadata: { format: 'pt' },
    });
  });

  test('the shards of an index, and only these', async () => {
    const progress: unknown[] = [];
    const source = filesInMemory('model', {
      'model-1.safetensors': safetensorsFile([one]),
      'model-2.safetensors': safetensorsFile([two]),
      'consolidated.safetensors': safetensorsFile([one, two]),
      'model.safetensors.index.json': indexOf(
        { 'a.weight': 'model-1.safetensors', 'b.scale': 'model-2.safetensors' },
        { total_size: 20, total_parameters: 9 },
      ),
    });
    const structure = await inspectModelStructure(source, {
      parallel: 1,
      onProgress: (each) => progress.push(each),
    });
    expect(structure.tensors).toEqual([
      inFile(one, 'model-1.safetensors'),
      inFile(two, 'model-2.safetensors'),
    ]);
    expect(structure.findings.map(({ code }) => code)).toEqual(['tensors.files_left_aside']);
    expect(structure.published).toEqual({ totalSize: 20, totalParameters: 9 });
    expect(progress).toEqual([
      { done: 1, total: 2, file: 'model-1.safetensors' },
      { done: 2, total: 2, file: 'model-2.safetensors' },
    ]);
  });

  test('a set of shards without an index, when it is whole', async () => {
    const files = {
      'm-00001-of-00002.safetensors': safetensorsFile([one]),
      'm-00002-of-00002.safetensors': safetensorsFile([two]),
    };
    expect((await inspect(files)).tensors).toHaveLength(2);
    const half = { 'm-00002-of-00002.safetensors': safetensorsFile([two]) };
    expect(await faultsOf(inspect(half))).toMatchObject([
      { code: 'safetensors.shard_missing', value: ['m-00001-of-00002.safetensors'] },
    ]);
  });

  test('what cannot be chosen or is not there is a finding', async () => {
    const several = { 'a.safetensors': safetensorsFile([one]), 'b.safetensors': '' };
    expect((await inspect(several)).findings).toMatchObject([{ code: 'tensors.ambiguous_files' }]);
    const none = await inspect({ 'model.gguf': 'GGUF', 'config.json': '{}' });
    expect(none.findings).toMatchObject([
      { code: 'tensors.no_safetensors', severity: 'error', path: 'model' },
    ]);
    expect(none.findings[0]!.message).toContain('model.gguf');
  });
});

describe('an index', () => {
  test('that disagrees with the files is reported', async () => {
    const { findings } = await inspect({
      'x.safetensors': safetensorsFile([one, two]),
      'y.safetensors': safetensorsFile([one, { ...two, name: 'c' }]),
      'model.safetensors.index.json': indexOf(
        { 'a.weight': 'y.safetensors', 'b.scale': 'y.safetensors', d: 'x.safetensors' },
        { total_size: 41 },
      ),
    });
    expect(findings.map(({ code, severity }) => [code, severity])).toEqual([
      ['tensors.duplicate_name', 'error'],
      ['tensors.not_in_files', 'error'],
      ['tensors.not_in_index', 'error'],
      ['tensors.elsewhere', 'error'],
      ['tensors.total_size_mismatch', 'warning'],
    ]);
  });

  test.each([
    [indexOf({ a: '../secret.safetensors' })],
    [indexOf({ a: '/etc/secret.safetensors' })],
    [indexOf({ a: 'x\\..\\secret.safetensors' })],
    [indexOf({ a: 'https://elsewhere/x.safetensors' })],
    [indexOf({ a: 'model.bin' })],
    ['{"weight_map": {"a": "x.safetensors", "a": "y.safetensors"}}'],
    ['{"weight_map": {"a": 7}}'],
    ['{"metadata": {}}'],
    ['{"weight_map": {"a": "x.safeten'],
    ['[]'],
  ])('that misleads is refused: %s', async (text) => {
    expect(await codesOf(inspect({ 'model.safetensors.index.json': text }))).toEqual([
      'safetensors.index_malformed',
    ]);
  });

  test('whose shard is missing is refused', async () => {
    const index = indexOf({ a: 'x.safetensors' });
    expect(await codesOf(inspect({ 'model.safetensors.index.json': index }))).toEqual([
      'safetensors.shard_missing',
    ]);
  });
});

describe('a header', () => {
  const entry = (text: string) => `{"a":${text}}`;

  test.each([
    ['no length', new Uint8Array(7), 'safetensors.file_truncated'],
    ['a length beyond the file', safetensorsHead('{}', 3), 'safetensors.file_truncated'],
    ['a length beyond the limit', safetensorsHead('{}', 2e9), 'safetensors.header_too_large'],
    ['a length beyond all reason', new Uint8Array(16).fill(255), 'safetensors.header_too_large'],
    ['no JSON', safetensorsHead('{"a"'), 'safetensors.header_malformed'],
    ['no text', Uint8Array.of(2, 0, 0, 0, 0, 0, 0, 0, 0x7b, 0xff), 'source.not_text'],
    ['a list', safetensorsHead('[]'), 'safetensors.header_malformed'],
    [
      'the same name twice',
      safetensorsHead(
        '{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}',
      ),
      'safetensors.header_malformed',
    ],
    ['half an entry', safetensorsHead(entry('{"dtype":"U8"}')), 'safetensors.incomplete'],
    [
      'one offset',
      safetensorsHead(entry('{"dtype":"U8","shape":[0],"data_offsets":[0]}')),
      'safetensors.incomplete',
    ],
    [
      'a type nobody knows',
      safetensorsHead(entry('{"dtype":"toString","shape":[0],"data_offsets":[0,0]}')),
      'safetensors.unknown_dtype',
    ],
    [
      'a type of another format',
      safetensorsHead(entry('{"dtype":"Q4_K","shape":[0],"data_offsets":[0,0]}')),
      'safetensors.unknown_dtype',
    ],
    [
      'a negative size',
      safetensorsHead(entry('{"dtype":"U8","shape":[-1],"data_offsets":[0,0]}')),
      'safetensors.header_malformed',
    ],
    [
      'a size that is no whole number',
      safetensorsHead(entry('{"dtype":"U8","shape":[0.5],"data_offsets":[0,0]}')),
      'safetensors.header_malformed',
    ],
    [
      'more dimensions than anybody has',
      safetensorsHead(entry(`{"dtype":"U8","shape":[${'1,'.repeat(99)}1]}`)),
      'safetensors.header_malformed',
    ],
    [
      'sizes whose product is beyond doubles',
      safetensorsHead(entry('{"dtype":"U8","shape":[9007199254740991,4],"data_offsets":[0,0]}')),
      'safetensors.wrong_size',
    ],
    [
      'offsets that hold another size',
      safetensorsHead(entry('{"dtype":"F32","shape":[2],"data_offsets":[0,4]}')),
      'safetensors.wrong_size',
    ],
    [
      'offsets that turn back',
      safetensorsHead(entry('{"dtype":"F32","shape":[2],"data_offsets":[8,0]}')),
      'safetensors.wrong_size',
    ],
    [
      'a gap',
      safetensorsHead(entry('{"dtype":"U8","shape":[1],"data_offsets":[1,2]}')),
      'safetensors.not_contiguous',
    ],
    [
      'an overlap',
      safetensorsHead(
        '{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}',
      ),
      'safetensors.not_contiguous',
    ],
    [
      'more data than the file',
      safetensorsHead(entry('{"dtype":"U8","shape":[9],"data_offsets":[0,9]}')),
      'safetensors.file_truncated',
    ],
  ])('with %s is refused', async (_, bytes, code) => {
    expect(await codesOf(single(bytes))).toEqual([code]);
  });

  test('of a file that goes on behind its tensors is refused', async () => {
    const { text, dataBytes } = headerOf([one]);
    expect(await codesOf(single(safetensorsHead(text), dataBytes + 1))).toEqual([
      'safetensors.file_too_long',
    ]);
  });

  test('tells all that is wrong at once, and no more than anybody reads', async () => {
    const entries = Array.from(
      { length: 50 },
      (_, number) => `"t${number}":{"dtype":"F8","shape":[0],"data_offsets":[0,0]}`,
    );
    const faults = await faultsOf(single(safetensorsHead(`{${entries.join(',')}}`)));
    expect(faults).toHaveLength(20);
    expect(faults[0]).toMatchObject({ path: 'model.safetensors: t0', value: 'F8' });
  });

  test('may pad with spaces, order its fields at will, and say what later versions say', async () => {
    const header =
      '{"a":{"data_offsets":[0,2],"extra":{"x":[1]},"shape":[1],"dtype":"F16"},"__metadata__":{"x":"y","n":1}}   ';
    const { tensors, metadata } = await single(safetensorsHead(header), 2);
    expect(tensors).toMatchObject([{ name: 'a', shape: [1], dtype: 'F16' }]);
    expect(metadata).toEqual({ x: 'y' });
  });

  test('names like those of JavaScript are names', async () => {
    const names = ['__proto__', 'constructor', 'toString', '', 'é😀'];
    const tensors = names.map((name): Tensor => ({ name, shape: [1], dtype: 'U8' }));
    const structure = await inspect({ 'model.safetensors': safetensorsFile(tensors) });
    expect(structure.tensors.map(({ name }) => name)).toEqual(names);
  });
});

test.each([
  ['model-extra.safetensors', 'warning'],
  ['consolidated.safetensors', 'info'],
])('%s beside the weights is not counted, which is said', async (path, severity) => {
  const file = safetensorsFile([one]);
  const { tensors, findings } = await inspect({ 'model.safetensors': file, [path]: file });
  expect(tensors).toHaveLength(1);
  expect(findings).toMatchObject([{ code: 'tensors.files_left_aside', severity }]);
  expect(findings[0]?.message).toContain(path);
});

test('a source that answers short is refused', async () => {
  const source = filesInMemory('model', { 'model.safetensors': safetensorsFile([one]) });
  const short = { ...source, read: () => Promise.resolve(new Uint8Array(3)) };
  expect(await codesOf(inspectModelStructure(short))).toEqual(['source.short_read']);
});

test('can be called off before it begins and between files', async () => {
  const source = filesInMemory('model', {
    'm-00001-of-00002.safetensors': safetensorsFile([one]),
    'm-00002-of-00002.safetensors': safetensorsFile([two]),
  });
  const before = new AbortController();
  before.abort('enough');
  expect(await codesOf(inspectModelStructure(source, { signal: before.signal }))).toEqual([
    'source.aborted',
  ]);
  const between = new AbortController();
  const seen: string[] = [];
  const inspection = inspectModelStructure(source, {
    signal: between.signal,
    parallel: 1,
    onProgress: ({ file }) => {
      seen.push(file);
      between.abort();
    },
  });
  expect(await codesOf(inspection)).toEqual(['source.aborted']);
  expect(seen).toHaveLength(1);
});
