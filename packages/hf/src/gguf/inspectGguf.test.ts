import { describe, expect, test } from 'vitest';
import { codesOf } from '../read/__fixtures__/faults.ts';
import { filesInMemory } from '../read/source/filesInMemory.ts';
import { elementCount } from '../tensors/size.ts';
import { ggufFile, type WrittenTensor } from './__fixtures__/ggufFile.ts';
import { inspectGguf } from './inspectGguf.ts';

const embedding = { name: 'token_embd.weight', dimensions: [512, 96], type: 12, bytes: 27648 };
const norm = { name: 'blk.0.attn_norm.weight', dimensions: [512], type: 0, bytes: 2048 };
const metadata = { 'general.architecture': 'llama', 'llama.block_count': 1 };
const inspect = (file: Uint8Array) => inspectGguf(filesInMemory('model', { 'model.gguf': file }));

test.each([true, false])('a header is read, little-endian: %s', async (isLittleEndian) => {
  const structure = await inspect(ggufFile(metadata, [embedding, norm], isLittleEndian));
  expect(structure).toEqual({
    tensors: [
      { name: 'token_embd.weight', shape: [96, 512], dtype: 'Q4_K', file: 'model.gguf' },
      { name: 'blk.0.attn_norm.weight', shape: [512], dtype: 'F32', file: 'model.gguf' },
    ],
    architecture: 'llama',
    blockCount: 1,
    // Four and a half bits for each of the embedding's elements.
    bytes: (96 * 512 * 4.5) / 8 + 2048,
    isLittleEndian,
    metadata: { ...metadata, version: 3, tensor_count: 2, kv_count: 2 },
    findings: [],
  });
});

test('a vocabulary of many megabytes is read past, and not kept', async () => {
  const tokens = Array.from({ length: 150_000 }, (_, number) => `token ${number}`);
  const file = ggufFile({ ...metadata, 'tokenizer.ggml.tokens': tokens }, [embedding]);
  expect(file.length).toBeGreaterThan(2e6);
  const structure = await inspect(file);
  expect(structure.tensors.map(elementCount)).toEqual([96 * 512]);
  expect(Object.keys(structure.metadata)).not.toContain('tokenizer.ggml.tokens');
});

test('weights are not read', async () => {
  const weight = { name: 'a', dimensions: [64, 100_000], type: 1, bytes: 12_800_000 };
  const file = ggufFile(metadata, [weight]);
  const source = filesInMemory('model', { 'model.gguf': file });
  let furthest = 0;
  const watched = {
    ...source,
    read: (path: string, start: number, end: number) => {
      furthest = Math.max(furthest, end);
      return source.read(path, start, end);
    },
  };
  await inspectGguf(watched);
  // The parser reads pieces of two megabytes.
  expect(furthest).toBe(2_000_000);
});

describe('shards', () => {
  const name = (number: number) => `q4/m-0000${number}-of-00002.gguf`;
  const first = ggufFile({ ...metadata, 'split.tensors.count': 2 }, [embedding]);
  const second = ggufFile({ 'split.no': 1 }, [norm]);

  test('are read together', async () => {
    const progress: string[] = [];
    const source = filesInMemory('model', { [name(2)]: second, [name(1)]: first });
    const structure = await inspectGguf(source, undefined, {
      parallel: 1,
      onProgress: ({ file }) => progress.push(file),
    });
    expect(structure.tensors.map(({ file }) => file)).toEqual([name(1), name(2)]);
    expect(structure.findings).toEqual([]);
    expect(progress).toEqual([name(1), name(2)]);
  });

  test('that are missing, and tensors that are, are said', async () => {
    const half = filesInMemory('model', { [name(1)]: first });
    expect(await codesOf(inspectGguf(half))).toEqual(['gguf.shard_missing']);
    const wrong = ggufFile({ ...metadata, 'split.tensors.count': 3 }, [embedding]);
    const { findings } = await inspect(wrong);
    expect(findings).toMatchObject([
      { code: 'gguf.tensor_count_mismatch', severity: 'error' },
      { code: 'gguf.block_count_mismatch', severity: 'error' },
    ]);
  });

  test('among several models one must be named', async () => {
    const source = filesInMemory('model', { 'a.gguf': first, 'b.gguf': second, 'c.txt': '' });
    expect(await codesOf(inspectGguf(source))).toEqual(['gguf.ambiguous_file']);
    expect((await inspectGguf(source, 'b.gguf')).tensors).toHaveLength(1);
    expect(await codesOf(inspectGguf(source, 'c.txt'))).toEqual(['gguf.no_file']);
    expect(await codesOf(inspectGguf(filesInMemory('model', {})))).toEqual(['gguf.no_file']);
  });
});

test.each([
  ['more blocks than are listed', { 'llama.block_count': 2 }, [norm], 1],
  ['none of those listed', {}, [norm], 1],
  ['no block of those stated', {}, [embedding], 1],
  ['a gap', { 'llama.block_count': 2 }, [{ ...norm, name: 'blk.1.attn_norm.weight' }], 1],
  ['as many as are listed', {}, [norm], 0],
])('a header that states %s', async (what, more, tensors, findings) => {
  const { 'llama.block_count': _, ...none } = metadata;
  const stated = what === 'none of those listed' ? none : { ...metadata, ...more };
  const structure = await inspect(ggufFile(stated, tensors));
  const codes = structure.findings.map(({ code }) => code);
  expect(codes).toEqual(Array.from({ length: findings }, () => 'gguf.block_count_mismatch'));
});

describe('a header that lies is refused', () => {
  const wrong = (tensor: Partial<WrittenTensor>) =>
    ggufFile(metadata, [{ ...embedding, ...tensor }]);
  const withCount = (place: number, bytes: readonly number[]) => {
    const file = ggufFile(metadata, [embedding]);
    file.set(bytes, place);
    return file;
  };
  const endless = [255, 255, 255, 255, 255, 255, 255, 127];

  test.each([
    ['no magic', new Uint8Array(100), 'gguf.malformed'],
    ['nothing', new Uint8Array(0), 'gguf.truncated'],
    ['another version', ggufFile(metadata, [], true, 9), 'gguf.malformed'],
    ['endless tensors', withCount(8, endless), 'gguf.malformed'],
    ['endless metadata', withCount(16, endless), 'gguf.malformed'],
    ['an endless key', withCount(24, endless), 'gguf.malformed'],
    ['more tensors than there are', withCount(8, [200]), 'gguf.not_contiguous'],
    ['an unknown type', wrong({ type: 99 }), 'gguf.unknown_type'],
    ['endless dimensions', wrong({ dimensions: [2 ** 40, 4] }), 'gguf.malformed'],
    ['dimensions beyond counting', wrong({ dimensions: [2 ** 32, 2 ** 32, 4] }), 'gguf.too_large'],
    ['rows of broken blocks', wrong({ dimensions: [500, 96] }), 'gguf.wrong_size'],
    ['an offset elsewhere', wrong({ offset: 32 }), 'gguf.not_contiguous'],
    ['the same name twice', ggufFile(metadata, [norm, norm]), 'gguf.duplicate_name'],
    ['weights that are not there', wrong({ bytes: 32 }), 'gguf.truncated'],
  ])('%s', async (_, file, code) => {
    expect(await codesOf(inspect(file))).toEqual([code]);
  });

  test('wherever it breaks off', async () => {
    const file = ggufFile(metadata, [embedding, norm]);
    for (let length = 0; length < 280; length += 7) {
      const [code] = await codesOf(inspect(file.subarray(0, length)));
      expect(code).toMatch(/^gguf\.(truncated|malformed)$/);
    }
  });

  test('with whatever bytes', async () => {
    const file = ggufFile(metadata, [embedding, norm]);
    for (let place = 4; place < 250; place += 3) {
      for (const value of [0, 127, 255]) {
        const damaged = file.slice();
        damaged[place] = value;
        const outcome = await inspect(damaged).then(
          ({ tensors }) => tensors.length <= 2,
          (error: unknown) => (error as { code?: string }).code?.startsWith('gguf.'),
        );
        expect(outcome).toBe(true);
      }
    }
  });
});
