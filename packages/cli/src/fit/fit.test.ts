import type { Estimate } from '@mantile/core';
import { beforeAll, describe, expect, test } from 'vitest';
import { runMantile } from '../__fixtures__/mantile.ts';
import type { Answers } from './answers.ts';

beforeAll(async () => {
  await import('./fitCommand.ts');
  await import('../estimate/estimateCommand.ts');
}, 120_000);

const mantile = (line: string) => runMantile(line.split(' '));

interface Found extends Answers {
  readonly plan: { readonly tensorParallel: number };
  readonly notes: readonly { readonly code: string }[];
}

async function found(line: string): Promise<Found> {
  const { code, out, error } = await mantile(`fit ${line} --json`);
  expect([code, error]).toEqual([0, '']);
  return JSON.parse(out) as Found;
}

async function estimated(line: string): Promise<Estimate> {
  const { out } = await mantile(`estimate ${line} --json`);
  return JSON.parse(out) as Estimate;
}

describe('the largest load', () => {
  const asked = 'llama-3.1-8b --on h100-sxm --tp 1 --input 2000 --output 200';

  test.each(['batch', 'concurrency'])('%s just fits into memory', async (kind) => {
    const answers = await found(`${asked} --question ${kind}`);
    const { requests = 0, boundBy } = answers[kind as 'batch' | 'concurrency'] ?? {};
    expect(requests).toBeGreaterThan(50);
    expect(boundBy).toBe('memory');
    const isRoomFor = async (load: number): Promise<boolean> => {
      const { memory, places } = await estimated(`${asked} --${kind} ${load}`);
      return memory.fits && places >= load;
    };
    expect([await isRoomFor(requests), await isRoomFor(requests + 1)]).toEqual([true, false]);
  });

  test('keeps within limits of time', async () => {
    const { batch } = await found(`${asked} --question batch --max-tpot 10`);
    const { requests = 0, boundBy } = batch ?? {};
    expect(boundBy).toBe('tpot');
    const tpot = async (size: number) => (await estimated(`${asked} --batch ${size}`)).tpotMs;
    expect(await tpot(requests)).toBeLessThanOrEqual(10);
    expect(await tpot(requests + 1)).toBeGreaterThan(10);
  });

  test('is none where a single request is too much', async () => {
    const { code, out } = await mantile(`fit ${asked} --question batch --max-ttft 0.5`);
    expect(code).toBe(0);
    expect(out).toMatch(/^largest batch +0 {2}not even one; bound by 0\.50 ms to the first token/m);
  });
});

describe('the longest context', () => {
  test('ends at the model’s limit or where memory is full', async () => {
    const short = await found('llama-3.1-8b --on h100-sxm --question context');
    expect(short.context).toMatchObject({ tokens: 131_072, boundBy: 'limit', sequences: 1 });
    const { context } = await found('llama-3.1-8b --on h100-sxm --question context --batch 8');
    expect(context).toMatchObject({ boundBy: 'memory', sequences: 8 });
    // Eight sequences of whole blocks, 128 KiB a token, fill what is left.
    const { tokens = 0, memory } = context ?? {};
    expect(memory?.kvCache).toBe(8 * Math.ceil(tokens / 16) * 16 * 131_072);
    expect((memory?.capacity ?? 0) - (memory?.total ?? 0)).toBeLessThan(8 * 16 * 131_072 * 2);
  });
});

describe('the longest context within limits of time', () => {
  test('is that of the longest prompt that keeps them', async () => {
    const asked = 'llama-3.1-8b --on h100-sxm --concurrency 4 --output 100-100';
    const { context } = await found(`${asked} --question context --max-ttft 400`);
    const { tokens = 0, boundBy, estimate: at } = context ?? {};
    expect(boundBy).toBe('ttft');
    const ttft = async (input: number) =>
      (await estimated(`${asked} --tp 1 --input ${input}`)).ttftMs;
    expect(await ttft(tokens - 100)).toBe(at?.ttftMs);
    expect(await ttft(tokens - 100)).toBeLessThanOrEqual(400);
    expect(await ttft(tokens - 99)).toBeGreaterThan(400);
    const { out } = await mantile(`fit ${asked} --question context --max-ttft 400`);
    expect(out).toMatch(
      /^longest context .*; bound by 400.0 ms to the first token; first token in/m,
    );
  });

  test('is bound by nothing where a model states no limit', async () => {
    const { context } = await found('falcon-mamba-7b --on h100-sxm --question context');
    expect(context?.boundBy).toBe('search');
    const { out } = await mantile('fit falcon-mamba-7b --on h100-sxm --question context');
    expect(out).toMatch(/^longest context .*; nothing binds as far as was searched$/m);
  });

  test('is refused where answers leave no room for a prompt', async () => {
    const asked = 'gpt2 --on h100-sxm --question context --output 2000 --max-ttft 100';
    const { code, error } = await mantile(`fit ${asked}`);
    expect([code, error]).toEqual([
      2,
      expect.stringMatching(/^error: --output: .*none for a prompt/),
    ]);
  });
});

describe('the fewest packages', () => {
  test('are found among powers of two, with why fewer will not do', async () => {
    const { packages } = await found(
      'llama-3.1-70b --on h100-sxm --question packages --concurrency 8',
    );
    expect(packages?.chosen).toMatchObject({ name: '--tp 2', estimate: { packages: 2 } });
    expect(packages?.rejected).toContainEqual(
      expect.objectContaining({ name: '--tp 1', boundBy: 'memory' }),
    );
  });

  test('may be replicas, where they serve a rate that one does not', async () => {
    const line = 'llama-3.1-8b --on 8xh100-sxm --tp 1 --question packages --rate 60';
    const { packages, notes } = await found(line);
    expect(packages?.chosen?.name).toBe('--tp 1 --dp 3');
    expect(notes.some(({ code }) => code === 'default.tp')).toBe(false);
    const { out } = await mantile(`fit ${line}`);
    expect(out).toMatch(/^Not enough\n {2}- --tp 1: at most [\d.]+\/s; --dp \d would do\.$/m);
  });
});

describe('what is chosen is what to type', () => {
  test.each([
    'llama-3.1-8b --on h100-sxm --rate 110 --max-ttft 100',
    'llama-3.1-8b --on h100-sxm --rate 300',
    'llama-3.1-405b --on h100-sxm',
    'llama-3.1-8b --on dgx-h100 --pp 4',
    'llama-3.1-8b --on dgx-h100 --pp 2 --rate 70',
    'llama-3.1-8b --on 8xh100-sxm --tp 1 --dp 3 --rate 60',
    'qwen3-235b-a22b --on h200 --attention-dp 2 --ep 8 --concurrency 700 --max-tpot 60',
  ])('%s', async (line) => {
    const { packages, notes } = await found(`${line} --question packages`);
    const { name = '', estimate: answer } = packages?.chosen ?? {};
    const asked = line.replace(/ --(?:tp|dp|pp|ep|attention-dp) \d+| --max-\w+ \d+/g, '');
    const again = await estimated(`${asked} ${name}`);
    expect(again.ttftMs).toBe(answer?.ttftMs);
    expect(again.packages).toBe(answer?.packages);
    expect(notes.some(({ code }) => code === 'fit.packages_tried')).toBe(
      !/on (?:8x|dgx)/.test(line),
    );
    // One replica fewer does not do.
    const [, replicas = '1'] = / --dp (\d+)$/.exec(name) ?? [];
    if (Number(replicas) <= 2 || line.includes('--dp')) return;
    const fewer = name.replace(/\d+$/, String(Number(replicas) - 1));
    const missed = await found(
      `${line.replace(/ --(?:tp|pp|ep|attention-dp) \d+/g, '')} --question packages ${fewer}`,
    );
    expect(missed.packages?.chosen).toBe(undefined);
  });

  test('and where nothing is, it says over how many packages it looked', async () => {
    const few = await mantile('fit llama-3.1-405b --on 8xh100-sxm --question packages');
    expect(few.out).toMatch('no way to spread it over 8 packages keeps within limits');
    expect(few.out).not.toMatch('memory.does_not_fit');
    const many = await mantile('fit llama-3.1-8b --on h100 --question packages --max-ttft 1');
    expect(many.out).toMatch('over up to 1,024 packages keeps within limits');
  });
});

test('a rate beyond one replica is told in a line for each plan, with replicas that would do', async () => {
  const line = 'llama-3.1-8b --on h100-sxm --rate 500';
  const { out } = await mantile(`fit ${line} --question packages`);
  const lines = out.split('\n').filter((each) => each.startsWith('  - --tp'));
  expect(lines.length).toBeGreaterThan(3);
  for (const each of lines) {
    expect(each).toMatch(/^ {2}- --tp \d+: at most [\d.]+\/s; --dp \d+ would do\.$/);
    const [, plan = ''] = /- (--tp \d+):/.exec(each) ?? [];
    const [, replicas = ''] = /(--dp \d+) would/.exec(each) ?? [];
    const { code } = await mantile(`estimate ${line} ${plan} ${replicas}`);
    expect(code).toBe(0);
  }
  expect(out).not.toMatch('workload.load');
});

test('a degree that a rate decided says so, and one that does not do is named', async () => {
  const rate = async (each: number) =>
    mantile(`estimate llama-3.1-8b --on h100-sxm --rate ${each}`);
  expect((await rate(50)).out.replace(/\s+/g, ' ')).toMatch(
    /--tp \d: the smallest power of two at which weights fit into memory and requests are answered as fast as they come\./,
  );
  expect((await rate(1)).out).not.toMatch('as fast as they come');
  const { code, error } = await rate(500);
  expect(code).toBe(2);
  expect(error).toMatch(
    /^error: --rate: requests .*: --tp 8 answers \d+ a second at most; --tp 8 --dp \d+ would do/,
  );
});

test('answers all of it where nothing is asked, on all packages of a system that is named', async () => {
  const answers = await found('llama-3.1-70b --on dgx-h100');
  expect(Object.keys(answers)).toEqual(
    expect.arrayContaining(['context', 'concurrency', 'batch', 'packages']),
  );
  expect(answers.plan.tensorParallel).toBe(8);
  const { out } = await mantile('fit llama-3.1-70b --on dgx-h100');
  expect(out).toMatch(/^Llama 3.1 70B on 8 × H100 80 GB SXM5$/m);
  expect(out).toMatch(
    /^longest context +131,072 tokens {2}for 1 sequence at a time; bound by the model/m,
  );
  expect(out).toMatch(/^most users +[\d,]+ {2}bound by memory; first token in /m);
  expect(out).toMatch(/^fewest packages +2 {2}--tp 2; first token in /m);
  expect(out).toMatch(/^Not enough\n {2}- --tp 1: [\d.]+ GB too much on each package\.$/m);
});

test.each([
  [
    '--question contxt --max-tpot -1 --tp 0',
    ['--max-tpot: expected', 'Did you mean context?', '--tp: expected'],
  ],
  ['--max-ttft 0', ['--max-ttft: expected milliseconds, above 0']],
  ['--max-e2e NaN', ['--max-e2e: expected milliseconds']],
  ['--tp 3', ['--tp: attention: --tp must divide']],
])('%s is refused', async (flags, words) => {
  const { code, out, error } = await mantile(`fit llama-3.1-8b --on h100-sxm ${flags}`);
  expect([code, out]).toEqual([2, '']);
  for (const word of words) expect(error).toMatch(word);
});
