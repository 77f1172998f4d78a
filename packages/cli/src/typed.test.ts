import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Estimate } from '@mantile/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runMantile } from './__fixtures__/mantile.ts';
import { toyConfig, writeFiles } from './__fixtures__/models.ts';

// What is typed is taken by what it says, or refused with what to type instead.
let folder = '';
const at = (name: string): string => join(folder, name);
beforeAll(async () => {
  await import('./estimate/estimateCommand.ts');
  await import('./build/buildCommand.ts');
  folder = mkdtempSync(join(tmpdir(), 'mantile-typed-'));
  writeFiles(at('toy'), { 'config.json': toyConfig });
  writeFiles(at('bad'), { 'config.json': { ...toyConfig, hidden_size: -64, vocab_size: 'x' } });
  mkdirSync(at('plot.svg'));
  writeFileSync(at('file'), '');
}, 120_000);
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const mantile = (line: string) => runMantile(line.split(' '));
const asked = 'llama-3.1-8b --on h100-sxm';

async function answer(line: string): Promise<Estimate> {
  const { code, out, error } = await mantile(`estimate ${line} --json`);
  expect([code, error]).toEqual([0, '']);
  return JSON.parse(out) as Estimate;
}

const codes = ({ notes }: Estimate): readonly string[] => notes.map(({ code }) => code);

describe('an option that takes one value', () => {
  test.each([
    [
      `estimate ${asked} --tp 4 --tp 8 --dp 1 --dp 2`,
      /--tp is given 2 times.*--dp is given 2.*compare/,
    ],
    [`fit ${asked} --max-ttft 4 --max-ttft 8`, /--max-ttft is given 2 times \("4", "8"\)/],
    [`compare ${asked} --tp 4 --tp 8 --depth 1 --depth 2`, /--depth .* once\.\n$/],
    [`pools ${asked} --prefill-tp 1 --prefill-tp 2`, /--prefill-tp is given 2 times/],
    ['gaps list --registry a --registry b', /--registry is given 2 times/],
  ])('is refused twice: %s', async (line, words) => {
    const { code, out, error } = await mantile(line);
    expect([code, out]).toEqual([2, '']);
    expect(error).toMatch(words);
  });

  test('may be given twice where that is two sides, or a list', async () => {
    const { code } = await mantile(`compare ${asked} --tp 1 --tp 2`);
    expect(code).toBe(0);
    const sources = '--source https://a.example/1 --source https://a.example/2';
    const built = await runMantile(
      `build ${at('toy')} --scratch ${at('scratch')} ${sources}`.split(' '),
    );
    expect(built.code).toBe(0);
  });
});

describe('two kinds of load', () => {
  test('are one for either side of a comparison, as they were typed', async () => {
    const { code, out } = await mantile(`compare ${asked} --concurrency 4 --batch 8 --json`);
    expect(code).toBe(0);
    const { a, b } = JSON.parse(out) as Record<string, { workload: { load: unknown } }>;
    expect([a?.workload.load, b?.workload.load]).toEqual([
      { kind: 'concurrency', requests: 4 },
      { kind: 'batch', size: 8 },
    ]);
  });

  test.each(['--batch 8 --rate 2 --rate 3', '--batch 8 --rate 2 --concurrency 3'])(
    'are refused where nobody can tell sides by them: %s',
    async (loads) => {
      const { code, error } = await mantile(`compare ${asked} ${loads}`);
      expect(code).toBe(2);
      expect(error).toMatch('two kinds once each, such as --batch 8 --concurrency 8');
    },
  );
});

describe('a place that nothing can be written to is refused before the work', () => {
  test.each([
    ['svg', 'nowhere/plot.svg', 'there is no folder'],
    ['svg', 'plot.svg', 'it is there and no file'],
    ['svg', 'file/plot.svg', 'on the way there is a file (ENOTDIR)'],
  ])('--%s %s', async (option, name, words) => {
    const args = ['estimate', ...asked.split(' '), `--${option}`, at(name)];
    const { code, out, error } = await runMantile(args);
    expect([code, out]).toEqual([2, '']);
    expect(error).toMatch(`error: --${option} ${at(name)}: `);
    expect(error).toMatch(words);
    expect(error).toMatch(/name (another|a file)/);
  });

  test.each([
    ['--out', 'file'],
    ['--out', 'file/below'],
    ['--scratch', 'file'],
  ])('%s %s', async (option, name) => {
    const args = ['build', at('toy'), '--approve', '--scratch', at('unused'), option, at(name)];
    const given = option === '--scratch' ? args.slice(0, 3).concat(args.slice(5)) : args;
    const { code, out, error } = await runMantile(given);
    expect([code, out]).toEqual([2, '']);
    expect(error).toMatch(/^error: --\w+ .* is a file; name another folder\.\n$/);
    expect(existsSync(at('unused'))).toBe(false);
  });

  test('an empty name is none', async () => {
    const { code, error } = await runMantile(['build', at('toy'), '--out', '']);
    expect([code, error]).toEqual([2, 'error: --out: name a folder, or leave --out out.\n']);
  });
});

test('all that is wrong with a config.json is told at once, with where it stands', async () => {
  const { code, error } = await runMantile(['estimate', at('bad'), '--on', 'h1000']);
  expect(code).toBe(2);
  expect(error).toMatch(`error: ${at('bad')} hidden_size: expected a whole number`);
  expect(error).toMatch(`error: ${at('bad')} vocab_size: expected a whole number`);
  expect(error).toMatch(`mantile inspect ${at('bad')} tells more.`);
  expect(error).toMatch('error: --on: ');
});

describe('experts', () => {
  const experts = 'qwen3-30b-a3b --on h100-sxm --batch 64 --tp 4';

  test('are liked equally where --routing-skew 0 says so', async () => {
    const plain = await answer(experts);
    const even = await answer(`${experts} --routing-skew 0`);
    expect(codes(plain)).toContain('default.expert_popularity');
    expect(codes(even)).not.toContain('default.expert_popularity');
    // More distinct ones are read.
    expect(even.tpotMs).toBeGreaterThan(plain.tpotMs);
  });

  test('fall unequally on packages among which they are spread', async () => {
    const spread = await answer(`${experts} --ep 4 --concurrency 64`.replace('--batch 64 ', ''));
    const skewed = await answer(
      `${experts} --ep 4 --concurrency 64 --routing-skew 1.2`.replace('--batch 64 ', ''),
    );
    expect(skewed.e2eMs).toBeGreaterThan(spread.e2eMs);
    expect(codes(skewed)).not.toContain('option.without_effect');
    expect(codes(await answer(`${experts} --routing-skew 1.2`))).toContain('option.without_effect');
  });
});

describe('a plan that cannot be is told in options alone', () => {
  test.each([
    ['--ep 3', '--ep', /set --attention-dp\./],
    ['--attention-dp 3 --tp 2', '--attention-dp', /--tp times --attention-dp: their number/],
    ['--tp 3', '--tp', /--tp must divide numHeads/],
  ])('%s', async (flags, path, words) => {
    const { code, error } = await mantile(`estimate deepseek-v3 --on gb200-nvl72 ${flags}`);
    expect(code).toBe(2);
    expect(error).toMatch(new RegExp(`^error: ${path}: `));
    expect(error).toMatch(words);
    expect(error).not.toMatch(/[a-z]Parallel/);
  });
});

test('plans that fit tried and left are told in options alone', async () => {
  const { code, out } = await mantile(
    'fit qwen3-30b-a3b --on 8xh100 --ep 2 --batch 7 --question packages',
  );
  expect(code).toBe(0);
  expect(out).toMatch(/--ep .*set --attention-dp|set --attention-dp/s);
  expect(out).not.toMatch(/[a-z]Parallel/);
});

test('with --rate it is packages that fit is asked for, and a note says so', async () => {
  const asks = (question: string) => mantile(`fit ${asked} --rate 4${question}`);
  expect((await asks('')).out).toMatch('all else is found without it');
  expect((await asks(' --question batch')).out).toMatch('--rate is not heeded');
  expect((await asks(' --question packages')).out).not.toMatch('fit.rate_for_packages');
});

describe('a format', () => {
  test('that a chip has no arithmetic for is said to run in another', async () => {
    const { notes } = await answer('llama-3.1-8b --on a100-80-sxm --dtype fp8');
    const note = notes.find(({ code }) => code === 'default.compute_format');
    expect(note?.message).toMatch('no arithmetic in fp8: such products run in bf16');
    expect(codes(await answer(`${asked} --dtype fp8`))).not.toContain('default.compute_format');
  });

  test('that a lone config.json names is said to be taken from there', async () => {
    const quantization_config = { quant_method: 'fp8', weight_block_size: [128, 128] };
    writeFiles(at('packed'), { 'config.json': { ...toyConfig, quantization_config } });
    const { notes } = await answer(`${at('packed')} --on h100-sxm`);
    const note = notes.find(({ code }) => code === 'model.formats_from_config');
    expect(note?.message).toMatch('attention, feedforward in fp8_block');
    expect(codes(await answer(`${at('toy')} --on h100-sxm`))).not.toContain(
      'model.formats_from_config',
    );
  });
});

describe('answers of one token', () => {
  test.each([
    [`estimate ${asked} --output 1`, /answers of 1 token\n[^]*Time per output token +-\n/],
    [`pools ${asked} --output 1`, /Time per output token +-\n/],
    [
      `compare ${asked} --output 1 --output 20 --only tpot`,
      /time per output token +- +\d[^]*tpotMs +- /,
    ],
    [`explain ${asked} --output 1 --only tpot`, /tpotMs +- /],
    [`fit ${asked} --output 1`, /first token in [\d,.]+ ms, [\d,.]+ tokens\/s/],
  ])('have no time for further ones: %s', async (line, words) => {
    const { code, out } = await mantile(line);
    expect(code).toBe(0);
    expect(out).toMatch(words);
    expect(out).not.toMatch(/NaN|Infinity|undefined/);
  });
});

test.each(['1e-9', '0.0001', '0.01'])(
  'no wait is told where requests come rarely: --rate %s',
  async (rate) => {
    const { out } = await mantile(`estimate ${asked} --rate ${rate}`);
    expect(out).not.toMatch(/e-\d\d|waiting/);
    const explained = await mantile(`explain ${asked} --rate ${rate} --only ttft`);
    expect(explained.out).not.toMatch(/e-\d+ (%|µs|ms)/);
  },
);

describe('what would fit where --tp cannot be raised', () => {
  test.each([
    ['gpt2-xl --on dgx-h100 --tp 1 --batch 200 --input 700', /would fit with --pp 2, or/],
    ['qwen2.5-32b --on dgx-h100 --tp 8 --batch 500 --input 8000', /--on 16xh100-sxm --tp 8 --pp 2/],
  ])('%s', async (line, words) => {
    const { out } = await mantile(`estimate ${line}`);
    expect(out.replace(/\s+/g, ' ')).toMatch(words);
    const [, flags = ''] = words.exec(out.replace(/\s+/g, ' ')) ?? [];
    expect(flags).toBe('');
  });
});
