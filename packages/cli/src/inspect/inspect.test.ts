import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { model } from '@mantile/config/models';
import { readTensorInspection, type Tensor } from '@mantile/hf';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ggufFile } from '../__fixtures__/ggufFile.ts';
import { runMantile } from '../__fixtures__/mantile.ts';
import {
  mixerTensors,
  safetensorsFile,
  toyConfig,
  toyFiles,
  toyTensors,
  writeFiles,
} from '../__fixtures__/models.ts';
import type { Inspection } from './inspection.ts';

// What the command imports when it runs is compiled here, so that no test waits for it.
beforeAll(() => import('./inspectCommand.ts'), 60_000);

let folder = '';
const at = (...names: readonly string[]) => join(folder, ...names);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mantile-inspect-'));
  writeFiles(at('toy'), toyFiles());
  writeFiles(at('mixing'), toyFiles(mixerTensors()));
  writeFiles(at('bare'), { 'model.safetensors': safetensorsFile(toyTensors()) });
  writeFiles(at('quantised'), {
    'config.json': toyConfig,
    'hf_quant_config.json': { quantization: { quant_algo: 'FP8', exclude_modules: ['lm_head'] } },
  });
  writeFiles(at('configs'), {
    'toy.json': toyConfig,
    'unknown.json': { model_type: 'nobody-knows-it' },
    'hostile.json': { ...toyConfig, architectures: ['\u001b]0;owned\u0007\u001b[2J\u202eLlama'] },
  });
  writeFiles(folder, { 'notes.txt': 'words', 'cut.safetensors': Uint8Array.of(9, 0, 0) });
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function inspected(...args: readonly string[]): Promise<Inspection> {
  const { out } = await runMantile(['inspect', ...args, '--json']);
  return JSON.parse(out) as Inspection;
}

const total = 500 * 64 * 2 + 2 * (2 * 64 * 64 + 2 * 16 * 64 + 3 * 64 * 192 + 2 * 64) + 64;

describe('a GGUF file', () => {
  const shapes: Readonly<Record<string, readonly number[]>> = {
    attn_norm: [256],
    attn_q: [256, 256],
    attn_k: [64, 256],
    attn_v: [64, 256],
    attn_output: [256, 256],
    ffn_norm: [256],
    ffn_gate: [512, 256],
    ffn_up: [512, 256],
    ffn_down: [256, 512],
  };
  const named = (name: string, shape: readonly number[]): Tensor => ({
    name: `${name}.weight`,
    shape,
    dtype: shape.length === 1 ? 'F32' : 'Q4_K',
  });
  const tensors = [
    named('token_embd', [500, 256]),
    named('output_norm', [256]),
    named('output', [500, 256]),
    ...[0, 1].flatMap((block) =>
      Object.entries(shapes).map(([name, shape]) => named(`blk.${block}.${name}`, shape)),
    ),
  ];
  const stated = {
    'general.architecture': 'llama',
    'llama.block_count': 2,
    'llama.embedding_length': 256,
    'llama.feed_forward_length': 512,
    'llama.attention.head_count': 8,
    'llama.attention.head_count_kv': 2,
    'llama.context_length': 4096,
  };
  const whole = 2 * 500 * 256 + 256 + 2 * (2 * 256 * 256 + 2 * 64 * 256 + 3 * 512 * 256 + 512);
  beforeAll(() => {
    writeFiles(at('gguf'), {
      'llama.gguf': ggufFile(stated, tensors),
      'other.gguf': ggufFile(
        { ...stated, 'general.architecture': 'other', 'other.block_count': 2 },
        tensors,
      ),
      'invented.gguf': ggufFile(stated, [...tensors, named('blk.1.flux', [256, 256])]),
      'short.gguf': ggufFile({ ...stated, 'llama.block_count': 3 }, tensors),
    });
  });
  const codes = async (name: string) =>
    (await inspected(at('gguf', name))).findings.map(({ code }) => code);

  test('of a known architecture is explained layer by layer, its blocks by name and width', async () => {
    const args = ['inspect', at('gguf', 'llama.gguf'), '--analyze', '--layers', '2'];
    const { code, out, error } = await runMantile(args);
    expect([code, error]).toEqual([0, '']);
    expect(out).toMatch(/^attention +GroupedQueryAttentionLayer +2 .*num_kv_heads 2/m);
    expect(out).toMatch(new RegExp(`^unique +${whole.toLocaleString('en-US')} `, 'm'));
    expect(out).toMatch(/^blocks, 4\.5 bits +Q4_K +16 /m);
    expect(out).toMatch(/^0-1 +GQA +8 +2 +32 +gated dense +512/m);
    expect(out).toMatch(/^ok {2}2 layers expected, 2 found$/m);
    expect(await codes('llama.gguf')).toEqual(['gguf.formats_not_carried']);
  });

  test('of another is counted, and it is said that it is only counted', async () => {
    expect(await codes('other.gguf')).toEqual(['gguf.counted_only', 'config.file_missing']);
  });

  test('hides neither tensors that are invented nor layers that are not there', async () => {
    expect(await codes('invented.gguf')).toContain('hf.tensor_unexplained');
    expect(await codes('short.gguf')).toContain('gguf.block_count_mismatch');
    expect((await runMantile(['inspect', at('gguf', 'short.gguf')])).code).toBe(1);
  });
});

describe('a folder', () => {
  test('is read from the headers of its weights', async () => {
    const { code, out, error } = await runMantile(['inspect', at('toy'), '--analyze']);
    expect([code, error]).toEqual([0, '']);
    expect(out).toMatch(/\(folder\): 21 tensors, from the headers of its safetensors$/m);
    expect(out).toMatch(/^architecture +LlamaForCausalLM$/m);
    expect(out).toMatch(/^attention +GroupedQueryAttentionLayer +2 .*num_kv_heads 2/m);
    expect(out).toMatch(new RegExp(`^unique +${total.toLocaleString('en-US')} `, 'm'));
    expect(out).toMatch(/^plain +BF16 +21 /m);
    expect(out).toMatch(/^0-1 +GQA +8 +2 +8 +gated dense +192/m);
    expect(out).toMatch(/^Findings: none$/m);
  });

  test('gives programs the three totals, which agree where nothing is packed', async () => {
    const { parameters, memory, findings } = await inspected(at('toy'));
    expect(parameters).toMatchObject({
      logicalUnique: total,
      logicalStored: total,
      storedElements: total,
      active: total,
    });
    expect(memory?.bytes).toBe(2 * total);
    expect(findings).toEqual([]);
  });

  test('with tensors that no layer explains says so', async () => {
    const { out } = await runMantile(['inspect', at('mixing')]);
    expect(out).toMatch(/\(not supported\)/);
    expect(out).toMatch(/^Findings: 1 warning$/m);
    expect(out).toMatch('[hf.');
  });

  test('without a config.json is counted, and said not to be mapped', async () => {
    const { code, out } = await runMantile(['inspect', at('bare')]);
    expect(code).toBe(1);
    expect(out).toMatch(new RegExp(`^unique +${total.toLocaleString('en-US')} `, 'm'));
    expect(out).toMatch('tensors are counted, not mapped to layers');
  });
});

describe('a config.json', () => {
  test('alone gives the same totals, computed', async () => {
    const { tensorsFrom, parameters, structure } = await inspected(
      at('configs', 'toy.json'),
      '--analyze',
    );
    expect(tensorsFrom).toBe('config.json');
    expect(parameters?.logicalUnique).toBe(total);
    expect(structure?.groups.map(({ layers }) => layers)).toEqual([[0, 1]]);
  });

  test('is read with the file beside it that says how weights are stored', async () => {
    const { formats } = await inspected(at('quantised', 'config.json'));
    expect(formats.map(({ format }) => format)).toEqual(['plain', 'fp8-tensor']);
  });

  test('of an unknown architecture is said to be one', async () => {
    const { code, out } = await runMantile(['inspect', at('configs', 'unknown.json')]);
    expect(code).toBe(1);
    expect(out).toMatch('[hf.family_unknown]');
    expect(out).not.toMatch(/^unique/m);
  });

  test('commands no terminal', async () => {
    for (const args of [[], ['--json']]) {
      const { out } = await runMantile(['inspect', at('configs', 'hostile.json'), ...args]);
      expect(out).toMatch('Llama');
      expect(out.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
    }
  });
});

describe('--validate', () => {
  test.each(['158.5K', '158_000', '1.59e5'])('accepts %s, within a hundredth', async (figure) => {
    const { code, out } = await runMantile(['inspect', at('toy'), '--validate', figure]);
    expect(out).toMatch(/^ok .* expected, 158,528 found/m);
    expect(code).toBe(0);
  });

  test('ends with 1 where the total is another', async () => {
    const { code, out } = await runMantile(['inspect', at('toy'), '--validate', '150K']);
    expect(out).toMatch(/^not ok .*\+5\.69 %$/m);
    expect(code).toBe(1);
  });
});

describe('weights without a tensor', () => {
  test('are an error, though config.json tells what should be there', async () => {
    writeFiles(at('empty'), toyFiles([]));
    const { code, out } = await runMantile(['inspect', at('empty')]);
    expect(code).toBe(1);
    expect(out).toMatch(/computed from config\.json alone/);
    expect(out).toMatch(
      /error {2}.*the files of its weights hold no tensor.* \[inspect\.no_tensors\]/,
    );
  });

  test.each([
    ['a tensor', [4]],
    ['an empty tensor', [0]],
  ])('so is a checkpoint with nothing but %s that is no parameter', async (_, shape) => {
    const only = { name: 'model.layers.0.self_attn.rotary_emb.inv_freq', shape, dtype: 'F32' };
    writeFiles(at('buffer'), toyFiles([only as ReturnType<typeof toyTensors>[0]]));
    const { code, out, error } = await runMantile(['inspect', at('buffer')]);
    expect([code, error]).toEqual([1, '']);
    expect(out).toMatch('[hf.piece_absent]');
  });
});

test('one layer is one', async () => {
  const one = toyTensors().filter(({ name }) => !name.includes('layers.1.'));
  writeFiles(at('one'), {
    ...toyFiles(one),
    'config.json': { ...toyConfig, num_hidden_layers: 1 },
  });
  const { out } = await runMantile(['inspect', at('one'), '--analyze']);
  expect(out).toMatch(/^1 layer at model\.layers$/m);
});

describe('--tensors-out', () => {
  test('into a folder that is not there says so, before anything is read', async () => {
    const path = at('nowhere', 'tensors.csv');
    const { code, out, error } = await runMantile(['inspect', at('toy'), '--tensors-out', path]);
    expect([code, out]).toEqual([2, '']);
    expect(error).toBe(
      `error: --tensors-out ${path}: there is no folder ${at('nowhere')}; make it first, or name a file in one that there is.\n`,
    );
  });

  test('writes the list, again over its like, and never over another file', async () => {
    for (const name of ['tensors.csv', 'tensors.json', 'tensors.csv']) {
      const { code, error } = await runMantile(['inspect', at('toy'), '--tensors-out', at(name)]);
      expect([code, error]).toEqual([0, `21 tensors written to ${at(name)}\n`]);
      const tensors = readTensorInspection(readFileSync(at(name), 'utf8'));
      expect(tensors.map(({ name: called }) => called)).toEqual(
        toyTensors().map((one) => one.name),
      );
    }
    const over = await runMantile([
      'inspect',
      at('toy'),
      '--tensors-out',
      at('toy', 'config.json'),
    ]);
    expect([over.code, over.out]).toEqual([2, '']);
    expect(JSON.parse(readFileSync(at('toy', 'config.json'), 'utf8'))).toEqual(toyConfig);
  });
});

describe('a model of the catalogue', () => {
  test('is shown by its id', async () => {
    const { code, out } = await runMantile(['inspect', 'llama-3.1-8b']);
    expect(code).toBe(0);
    expect(out).toMatch('8,030,261,248 (8.0B)');
    expect(out).toMatch('mantile inspect meta-llama/Llama-3.1-8B');
    const json = await runMantile(['inspect', 'llama-3.1-8b', '--json']);
    expect(JSON.parse(json.out)).toMatchObject(model('llama-3.1-8b'));
  });

  test('has no tensors to analyse', async () => {
    expect(await runMantile(['inspect', 'llama-3.1-8b', '--tensors-out', 'x.csv'])).toMatchObject({
      code: 2,
      error: expect.stringContaining('meta-llama/Llama-3.1-8B') as string,
    });
  });
});

describe('what is no model is refused in one line', () => {
  test.each([
    ['lama-3.1-8b', 'Did you mean llama-3.1-8b?'],
    ['./toyy/config.json', 'no such file or folder'],
    ['a/b/c', 'no such file or folder'],
    ['', 'Name a file or folder'],
    ['constructor', 'Name a file or folder'],
  ])('%j', async (source, words) => {
    const { code, out, error } = await runMantile(['inspect', source]);
    expect([code, out]).toEqual([2, '']);
    expect(error).toMatch(words);
    expect(error.trim().split('\n')).toHaveLength(1);
  });

  test('with the nearest of its folder', async () => {
    const { code, error } = await runMantile(['inspect', at('configs', 'toi.json')]);
    expect(code).toBe(2);
    expect(error).toMatch(`Did you mean ${at('configs', 'toy.json')}?`);
  });

  test('as a file of another kind, or a broken one', async () => {
    expect(await runMantile(['inspect', at('notes.txt')])).toMatchObject({ code: 2, out: '' });
    const cut = await runMantile(['inspect', at('cut.safetensors')]);
    expect([cut.code, cut.out]).toEqual([1, '']);
    expect(cut.error).toMatch(/^error: cut\.safetensors/);
  });

  test('with a figure that is none, and a revision of files', async () => {
    expect(await runMantile(['inspect', at('toy'), '--validate', 'many'])).toMatchObject({
      code: 2,
    });
    expect(await runMantile(['inspect', at('toy'), '--revision', 'main'])).toMatchObject({
      code: 2,
    });
  });
});
