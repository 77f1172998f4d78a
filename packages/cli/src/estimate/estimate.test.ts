import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildModel } from '@mantile/config';
import { llama_3_1_8b } from '@mantile/config/models';
import { estimate, type Estimate, type Workload } from '@mantile/core';
import { calibratedSystem, engineProfile, system } from '@mantile/hardware';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runMantile } from '../__fixtures__/mantile.ts';
import { readXml, type XmlElement } from '../__fixtures__/xml.ts';

type Answer = Estimate & {
  readonly model: { readonly id: string };
  readonly system: {
    readonly id: string;
    readonly chip: string;
    readonly links: readonly string[];
  };
  readonly plan: { readonly tensorParallel: number };
  readonly workload: Workload;
  readonly remedies: readonly { readonly flags: string }[];
};

let folder = '';
const at = (name: string): string => join(folder, name);

// What the command imports when it runs is compiled here, so that no test waits for it.
beforeAll(async () => {
  await import('./estimateCommand.ts');
  await import('../inspect/readModel.ts');
  folder = mkdtempSync(join(tmpdir(), 'mantile-estimate-'));
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
      { engine: engineProfile('vllm', system('dgx-h100')) },
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
    expect(cached.e2eMs).toBeLessThan(plain.e2eMs);
    const dense = await answer(`${base} --causal dense`);
    expect(dense.e2eMs).toBeGreaterThan(plain.e2eMs);
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
    expect(range.workload.inputTokens).toEqual({ min: 2000, max: 6000 });
    expect(range.e2eMs).not.toBe(plain.e2eMs);
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

  test('loads layers that draft only to draft', async () => {
    const base = 'deepseek-v3 --on dgx-b200 --tp 8 --batch 1';
    const plain = await answer(base);
    const drafting = await answer(`${base} --draft-tokens 1 --acceptance 0.8`);
    expect(codes(plain)).toContain('model.drafting_left_out');
    expect(codes(drafting)).not.toContain('model.drafting_left_out');
    // 14 billion parameters, most of them in one byte, over eight packages.
    const held = drafting.memory.weights - plain.memory.weights;
    expect(held).toBeGreaterThan(14e9 / 8);
    expect(held).toBeLessThan((1.25 * 14e9) / 8);
  });

  test('runs packed experts as engines do on the chip, and says how they are liked', async () => {
    const base = 'gpt-oss-120b --tp 1 --batch 16';
    const hopper = await answer(`${base} --on h200`);
    const others = await answer(`${base} --on h200 --engine sglang`);
    // But for biases, which are packed with the rest.
    expect(hopper.memory.weights / others.memory.weights).toBeCloseTo(1, 2);
    expect(hopper.steps.decode.ms).not.toBe(others.steps.decode.ms);
    expect(codes(hopper)).toContain('default.expert_popularity');
    const ideal = await answer(`${base} --on h200 --fidelity ideal`);
    expect(codes(ideal)).not.toContain('default.expert_popularity');
    // Four-bit products beside activations of eight bits take prompts up faster than sixteen bits do.
    const narrow = await answer(`${base} --on b200`);
    const wide = await answer(`${base} --on b200 --compute-dtype bf16`);
    expect(narrow.steps.prefill.ms).toBeLessThan(wide.steps.prefill.ms);
  });

  test('cuts experts among the packages that attention splits its batch over', async () => {
    const base = 'qwen3-30b-a3b --on h200 --tp 1 --attention-dp 4 --batch 32';
    const cut = await answer(base);
    const spread = await answer(`${base} --ep 4`);
    expect([cut.packages, spread.packages]).toEqual([4, 4]);
    expect(cut.memory.weights).toBe(spread.memory.weights);
  });

  test('leaves latent attention in sixteen bits where weights are packed in four', async () => {
    const base = 'deepseek-v3 --on dgx-b200 --tp 8 --batch 1';
    const four = await answer(`${base} --dtype nvfp4`);
    expect(codes(four)).toContain('default.attention_format');
    expect(codes(await answer(`${base} --dtype fp8`))).not.toContain('default.attention_format');
    // 11.4 billion parameters of attention in two bytes; all that is left is at least half a byte.
    const attention = 2 * 11.4e9;
    expect(four.memory.weights * 8).toBeGreaterThan(attention + 659e9 * 0.5625);
  });

  test('says what of a model does not run', async () => {
    const seeing = codes(await answer('qwen3-vl-4b-instruct --on h100'));
    expect(seeing).toContain('model.parts_at_rest');
    expect(seeing).not.toContain('model.does_not_generate');
    const plain = codes(await answer('llama-3.1-8b --on h100'));
    expect(plain.filter((code) => code.startsWith('model.'))).toEqual([]);
  });

  test('says when prompts and answers are longer than the model is made for', async () => {
    const longer = await answer('llama-2-7b --on h100 --input 4000 --output 97-100');
    expect(codes(longer)).toContain('workload.beyond_context');
    const short = await answer('llama-2-7b --on h100 --input 4000 --output 90-96');
    expect(codes(short)).not.toContain('workload.beyond_context');
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

describe('for people', () => {
  test('tells times, rates, the bottleneck in words, memory in both units and notes', async () => {
    const { code, out, error } = await mantile(
      'llama-3.3-70b --on h100 --tp 8 --concurrency 64 --input 1024 --output 1024',
    );
    expect([code, error]).toEqual([0, '']);
    expect(out).toMatch(
      /^Llama 3.3 70B Instruct on 8 × H100 80 GB SXM5\nTP 8, vllm.*, calibrated, 64 users/,
    );
    expect(out).toMatch(/^Time to first token +[\d.,]+ ms {2}p50 [\d.,]+ ms, p99 [\d.,]+ ms/m);
    expect(out).toMatch(/^Time per output token +[\d.]+ ms {2}[\d.]+ tokens\/s each user$/m);
    expect(out).toMatch(/^Output +[\d,]+ tokens\/s {2}[\d.]+ each package$/m);
    expect(out).toMatch('Bound by memory traffic: most time goes to');
    expect(out).toMatch('of 85.52 GB (79.65 GiB), fits');
    expect(out).toMatch(/^ {2}weights +17\.64 {2}16\.43 {2}█+/m);
    expect(out).toMatch('[hardware.variant]');
    expect(out).not.toMatch('\u001b');
  });

  test('in lines no wider than the terminal, but for tables', async () => {
    const { out } = await runMantile(['estimate', 'llama-3.1-8b', '--on', 'h100'], { columns: 60 });
    const notes = out.slice(out.indexOf('\nNotes')).split('\n');
    expect(notes.length).toBeGreaterThan(5);
    expect(notes.filter((line) => line.length > 60)).toEqual([]);
  });

  test('on a terminal in colours, unless NO_COLOR is set', async () => {
    const args = ['estimate', 'llama-3.1-8b', '--on', 'h100'];
    const coloured = await runMantile(args, { isTerminal: true });
    expect(coloured.out).toMatch('\u001b[');
    const plain = await runMantile(args, { isTerminal: true, environment: { NO_COLOR: '1' } });
    expect(plain.out).not.toMatch('\u001b');
  });
});

test('as CSV is one line below its headings, with every number of the JSON', async () => {
  const line = 'llama-3.1-8b --on h100 --tp 1 --batch 2 --prefix-share 0.5';
  const { out } = await mantile(`${line} --csv`);
  const [header = '', values = '', ...rest] = out.split('\r\n');
  expect(rest).toEqual(['']);
  const row = Object.fromEntries(
    header.split(',').map((name, index) => [name, values.split(',')[index]]),
  );
  const found = await answer(line);
  expect(row).toMatchObject({
    model: 'llama-3.1-8b',
    system: 'h100-sxm',
    chip: 'H100 80 GB SXM5',
    'plan.tensorParallel': '1',
    'workload.load.size': '2',
    ttftMs: String(found.ttftMs),
    'memory.total': String(found.memory.total),
    'memory.fits': 'true',
    'steps.decode.ms': String(found.steps.decode.ms),
  });
});

const namesIn = ({ name, children }: XmlElement): ReadonlySet<string> =>
  new Set([name, ...children.flatMap((child) => [...namesIn(child)])]);

describe('as a drawing', () => {
  const drawn = (name: string) =>
    runMantile(['estimate', 'qwen3-30b-a3b', '--on', 'h100', '--svg', at(name)]);

  test('is well-formed, and may be drawn anew', async () => {
    const { code, error } = await drawn('plot.svg');
    expect([code, error]).toEqual([0, `drawn into ${at('plot.svg')}\n`]);
    const text = readFileSync(at('plot.svg'), 'utf8');
    const plots = readXml(text).children.filter(({ name }) => name === 'svg');
    expect(plots.map((plot) => namesIn(plot).has('circle'))).toEqual([true, false, false]);
    expect(text).toMatch('decode: feedforward.moe');
    expect(text).not.toMatch(/NaN|undefined/);
    expect((await drawn('plot.svg')).code).toBe(0);
    expect(readFileSync(at('plot.svg'), 'utf8')).toBe(text);
  });

  test('lets no other file go', async () => {
    writeFileSync(at('notes.svg'), 'mine');
    expect(await drawn('notes.svg')).toMatchObject({ code: 2, out: '' });
    expect(readFileSync(at('notes.svg'), 'utf8')).toBe('mine');
    expect((await drawn('plot.png')).error).toMatch('name a .svg file');
    expect((await drawn('nowhere/plot.svg')).error).toMatch('there is no folder');
  });
});
