import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildModel } from '@mantile/config';
import { llama_3_1_8b, model } from '@mantile/config/models';
import { estimate, type Estimate } from '@mantile/core';
import { calibratedSystem, system } from '@mantile/hardware';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runMantile } from '../__fixtures__/mantile.ts';
import { toyConfig, writeFiles } from '../__fixtures__/models.ts';

type Answer = Estimate & {
  readonly model: { readonly id: string };
  readonly system: {
    readonly id: string;
    readonly chip: string;
    readonly links: readonly string[];
  };
  readonly plan: { readonly tensorParallel: number };
  readonly remedies: readonly { readonly flags: string }[];
};

let folder = '';
const at = (name: string): string => join(folder, name);

// What the command imports when it runs is compiled here, so that no test waits for it.
beforeAll(async () => {
  await import('./estimateCommand.ts');
  await import('../inspect/readModel.ts');
  folder = mkdtempSync(join(tmpdir(), 'mantile-estimate-'));
  writeFiles(at('toy'), { 'config.json': toyConfig });
  writeFileSync(
    at('chip.json'),
    JSON.stringify({
      name: 'Acme One',
      compute_per_package_PFlops: { bf16: 0.4 },
      memory_per_package: [{ type: 'HBM', capacity_GB: 96, bandwidth_GBs: 2400 }],
      interconnect_bandwidth_GBs: 300,
      packages_per_domain: 4,
    }),
  );
  writeFileSync(at('own.json'), JSON.stringify({ ...model('llama-3.1-8b'), model_id: 'own' }));
}, 120_000);
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const mantile = (line: string) => runMantile(['estimate', ...line.split(' ')]);

async function answer(line: string): Promise<Answer> {
  const { code, out, error } = await mantile(`${line} --json`);
  expect([code, error]).toEqual([0, '']);
  return JSON.parse(out) as Answer;
}

const codes = ({ notes }: Answer): readonly string[] => notes.map(({ code }) => code);

describe('in JSON', () => {
  test('is the estimate of the library, with all that was asked', async () => {
    const load = { kind: 'concurrency', requests: 16 } as const;
    const expected = estimate(
      buildModel(llama_3_1_8b, { parallelism: { tensorParallel: 2 } }),
      calibratedSystem(system('dgx-h100'), { engine: 'vllm' }),
      { inputTokens: 1000, outputTokens: 200, load },
    );
    const found = await answer(
      'llama-3.1-8b --on dgx-h100 --tp 2 --concurrency 16 --input 1000 --output 200',
    );
    const { notes: _notes, ...numbers } = expected;
    expect(found).toMatchObject({
      ...numbers,
      model: { id: 'llama-3.1-8b', from: 'catalogue', parameters: 8_030_261_248 },
      system: { id: 'dgx-h100', chip: 'H100 80 GB SXM5', links: ['NVLink 4'] },
      plan: { tensorParallel: 2, expertParallel: 1, packages: 2 },
      workload: { inputTokens: 1000, outputTokens: 200, load },
      remedies: [],
    });
  });

  test('counts memory that can be counted by hand', async () => {
    const { memory } = await answer(
      'llama-3.1-8b --on h100 --batch 4 --input 1000 --output 24 --tp 1',
    );
    expect(memory.weights).toBe(2 * 8_030_261_248);
    // 32 layers, keys and values of 8 heads of 128 in two bytes; 1024 tokens are 64 whole blocks.
    expect(memory.kvCache).toBe(4 * 1024 * 32 * 2 * 8 * 128 * 2);
    const { memory: narrow } = await answer(
      'llama-3.1-8b --on h100 --batch 4 --input 1000 --output 24 --tp 1 --kv-dtype fp8',
    );
    expect(narrow.kvCache).toBe(memory.kvCache / 2);
  });

  test('passes each option on', async () => {
    const base = 'llama-3.1-8b --on h100 --tp 2 --concurrency 32 --input 4000 --output 200';
    const plain = await answer(base);
    const ideal = await answer(`${base} --fidelity ideal`);
    expect(ideal.tpotMs).toBeLessThan(plain.tpotMs);
    expect(ideal.fidelity).toBe('ideal');
    const fp8 = await answer(`${base} --dtype fp8`);
    expect(fp8.tpotMs).toBeLessThan(plain.tpotMs);
    // Embedding, head and norms stay in two bytes.
    expect(fp8.memory.weights).toBeGreaterThan(plain.memory.weights / 2);
    const cached = await answer(`${base} --prefix-share 0.9`);
    expect(cached.ttftMs).toBeLessThan(plain.ttftMs / 2);
    const dense = await answer(`${base} --causal dense`);
    expect(dense.ttftMs).toBeGreaterThan(plain.ttftMs);
    const chunked = await answer(`${base} --chunk 512`);
    expect(chunked.steps.prefill.tokensPerSequence).toBeLessThanOrEqual(512);
    const drafted = await answer(`${base} --draft-tokens 3 --acceptance 0.8`);
    expect(drafted.tpotMs).toBeLessThan(plain.tpotMs);
    const slower = await answer(`${base} --draft-tokens 3 --acceptance 0.8 --draft llama-3.2-1b`);
    expect(slower.tpotMs).toBeGreaterThan(drafted.tpotMs);
    const replicas = await answer(`${base} --dp 2`);
    expect(replicas.packages).toBe(4);
    const stages = await answer(`${base} --pp 2`);
    expect(stages.packages).toBe(4);
    expect(stages.memory.weights).toBeLessThan(plain.memory.weights);
    const priced = await answer(`${base} --price 2`);
    expect(priced.cost?.usdPerHour).toBe(4);
    const range = await answer(base.replace('4000', '2000-6000'));
    expect(range.memory.kvCache).toBeGreaterThan(plain.memory.kvCache);
    const sglang = await answer(`${base} --engine sglang`);
    expect(sglang.tpotMs).not.toBe(plain.tpotMs);
    const rate = await answer(base.replace('--concurrency 32', '--rate 2'));
    expect(rate.requestsPerSecond).toBeCloseTo(2, 6);
  });

  test('spreads experts, and attention over groups of its own', async () => {
    const { plan, packages } = await answer(
      'qwen3-30b-a3b --on h200 --tp 1 --attention-dp 4 --ep 4 --routing-skew 1.1 --concurrency 32',
    );
    expect([plan.tensorParallel, packages]).toEqual([1, 4]);
  });

  test('says which defaults were taken, and none where nothing was left open', async () => {
    expect(codes(await answer('llama-3.1-8b --on h100-sxm'))).toEqual(
      expect.arrayContaining([
        'default.concurrency',
        'default.input',
        'default.output',
        'default.tp',
      ]),
    );
    const all = codes(
      await answer('llama-3.1-8b --on h100-sxm --tp 1 --batch 1 --input 9 --output 9'),
    );
    expect(all.filter((code) => code.startsWith('default.'))).toEqual([]);
  });

  test('takes the least tensor parallelism that fits', async () => {
    const found = await answer('llama-3.3-70b-instruct --on h100 --concurrency 8');
    expect([found.plan.tensorParallel, found.memory.fits]).toEqual([2, true]);
    const less = await answer('llama-3.3-70b-instruct --on h100 --concurrency 8 --tp 1');
    expect(less.memory.fits).toBe(false);
  });
});

describe('what does not fit', () => {
  test.each([
    'llama-3.1-70b --on h100 --tp 1 --batch 8',
    'llama-3.1-8b --on h100 --tp 1 --concurrency 256 --input 8000',
    'llama-3.1-8b --on h100 --tp 1 --batch 100 --input 8000 --output 100',
    'deepseek-v3 --on dgx-h100 --concurrency 8',
    'qwen3-32b --on rtx5090 --input 2000',
  ])('%s: every change that is offered fits', async (line) => {
    const { remedies } = await answer(line);
    expect(remedies.length).toBeGreaterThan(0);
    for (const { flags } of remedies) {
      const option = /^--\w+/.exec(flags)?.[0] ?? '';
      const words = line.split(' ');
      const before = words.indexOf(option);
      const rest = words.filter((_, at) => before < 0 || at < before || at > before + 1);
      const others = flags.startsWith('--on') ? rest.filter((word) => word !== '--tp') : rest;
      const changed = await answer(`${others.join(' ')} ${flags}`);
      expect([flags, changed.memory.fits, codes(changed).includes('memory.requests_wait')]).toEqual(
        [flags, true, false],
      );
    }
  });

  test('is an answer: by how much, and what would', async () => {
    const { code, out } = await mantile('llama-3.1-70b --on h100 --tp 1 --batch 8');
    expect(code).toBe(0);
    expect(out).toMatch(/does not fit: 68\.2 GB over; all would fit with --tp 2, or with/);
  });
});
