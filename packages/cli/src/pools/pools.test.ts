import { buildModel } from '@mantile/config';
import { llama_3_1_8b } from '@mantile/config/models';
import { estimatePools, type EstimateNote, type PoolsEstimate } from '@mantile/core';
import { calibratedSystem, engineProfile, system } from '@mantile/hardware';
import { beforeAll, describe, expect, test } from 'vitest';
import { runMantile } from '../__fixtures__/mantile.ts';

type Answer = PoolsEstimate & {
  readonly engine: string;
  readonly transferBytesPerSecond: number;
  readonly notes: readonly EstimateNote[];
  readonly prefill: { readonly plan: object; readonly system: { readonly chip: string } };
  readonly decode: { readonly plan: object; readonly system: { readonly chip: string } };
};

// What the command imports when it runs is compiled here, so that no test waits for it.
beforeAll(async () => {
  await import('./poolsCommand.ts');
}, 120_000);

const mantile = (line: string) => runMantile(['pools', ...line.split(' ')]);

async function answer(line: string): Promise<Answer> {
  const { code, out, error } = await mantile(`${line} --json`);
  expect([code, error]).toEqual([0, '']);
  return JSON.parse(out) as Answer;
}

const toy = 'llama-3.1-8b --on dgx-h100 --concurrency 32 --input 4000 --output 200-200';

describe('in JSON', () => {
  test('is the estimate of the library, with what was asked', async () => {
    const hardware = calibratedSystem(system('dgx-h100'), { engine: 'vllm' });
    const engine = engineProfile('vllm', system('dgx-h100'));
    const modelOf = (tensorParallel: number) =>
      buildModel(llama_3_1_8b, { parallelism: { tensorParallel } });
    const { notes: _notes, ...expected } = estimatePools(
      {
        prefill: { model: modelOf(2), hardware, engine, replicas: 2 },
        decode: { model: modelOf(2), hardware, engine, replicas: 2 },
        transferBytesPerSecond: 25e9,
      },
      {
        inputTokens: 4000,
        outputTokens: { min: 200, max: 200 },
        load: { kind: 'concurrency', requests: 32 },
      },
    );
    const found = await answer(
      `${toy} --prefill-tp 2 --prefill-replicas 2 --decode-tp 2 --decode-replicas 2 --transfer 25`,
    );
    expect(found).toMatchObject({
      ...expected,
      engine: 'vllm 0.13.0',
      transferBytesPerSecond: 25e9,
      model: { id: 'llama-3.1-8b' },
      workload: { load: { kind: 'concurrency', requests: 32 } },
      prefill: { ...expected.prefill, plan: { tensorParallel: 2, replicas: 2, packages: 4 } },
      decode: { ...expected.decode, plan: { tensorParallel: 2, replicas: 2, packages: 4 } },
    });
  });

  test('pools may lie on different chips', async () => {
    const { prefill, decode } = await answer(
      'llama-3.1-8b --prefill-on h200 --decode-on h100-sxm --transfer 50 --concurrency 4',
    );
    expect(prefill.system.chip).toMatch('H200');
    expect(decode.system.chip).toMatch('H100');
  });

  test('takes the least tensor parallelism that fits, and the links that join all of it', async () => {
    const { prefill, decode, notes, transferBytesPerSecond } = await answer(
      'llama-3.1-70b --on dgx-h100 --rate 0.5',
    );
    const texts = notes.map(({ message }) => message);
    expect([prefill.plan, decode.plan]).toMatchObject([
      { tensorParallel: 2 },
      { tensorParallel: 2 },
    ]);
    expect(texts).toContainEqual(expect.stringMatching(/^--prefill-tp 2: the smallest power/));
    expect(texts).toContainEqual(expect.stringMatching(/^--decode-tp 2: the smallest power/));
    expect(texts).toContainEqual(expect.stringMatching(/goes over NVLink 4, 450 GB\/s/));
    expect(texts.join()).not.toMatch('--batch');
    expect(transferBytesPerSecond).toBe(system('dgx-h100').tiers.at(-1)?.bandwidth);
  });

  test('more of what limits serves more', async () => {
    const one = await answer(`${toy} --prefill-tp 1 --decode-tp 1`);
    expect(one.limitedBy).toBe('prefill');
    const two = await answer(`${toy} --prefill-tp 1 --prefill-replicas 2 --decode-tp 1`);
    expect(two.requestsPerSecond).toBeGreaterThan(1.1 * one.requestsPerSecond);
    expect(two.ttftMs).toBeLessThan(one.ttftMs);
  });
});

test('for people, the two pools stand below one another', async () => {
  const { code, out } = await mantile(
    `${toy} --prefill-tp 1 --prefill-replicas 3 --decode-tp 2 --decode-replicas 2`,
  );
  expect(code).toBe(0);
  expect(out).toMatch(
    /^Llama 3\.1 8B on 3 × H100 80 GB SXM5 for prompts, 4 × H100 80 GB SXM5 for answers\n/,
  );
  expect(out).toMatch('prompts of 4,000 and answers of exactly 200 tokens');
  expect(out).toMatch(/^Time to first token +[\d.,]+ m?s +.* of it waiting, .* sending state$/m);
  expect(out).toMatch(/^prefill {2}TP 1, 3 replicas +3 +\d/m);
  expect(out).toMatch(/^decode {3}TP 2, 2 replicas +4 +\d/m);
  expect(out).toMatch(/^Limited by the (prefill|decode) pool; [\d.]+ prefill replicas? go(es)? /m);
});

test.each([
  ['--concurrency 4', '--on: say what the pools run on'],
  ['--on h100 --prefill-tp x --rate -1', '--prefill-tp: expected a whole number'],
  ['--on h100 --prefill-tp x --rate=-1', '--rate: expected requests per second'],
  ['--on h100 --decode-replicas 0', '--decode-replicas: expected a whole number'],
  ['--on h100 --decode-tp 3', '--decode-tp: attention: --decode-tp must divide'],
  ['--on h100 --decode-on nothing', '--decode-on: the catalogue has no hardware "nothing"'],
  ['--on nothing', '--on: the catalogue has no hardware "nothing"'],
  [
    '--on 2xh100 --prefill-replicas 2',
    '--on: both pools take 3 packages of 2xh100-sxm, and it has 2',
  ],
  ['--prefill-on h200 --decode-on h100', '--transfer: nothing is known of links'],
  ['--on h100 --transfer 0', '--transfer: expected GB/s of each package, 0.000001 to 1,000,000'],
  ['--on h100 --transfer 1e-9', '--transfer: expected GB/s of each package, 0.000001 to'],
  ['--on h100 --rate 100000', '--rate: the prefill'],
])('refuses %s', async (line, told) => {
  const { code, out, error } = await mantile(`llama-3.1-8b ${line}`);
  expect([code, out]).toEqual([2, '']);
  expect(error).toMatch(`error: ${told}`);
  // What both pools share is told once.
  const lines = error.trim().split('\n');
  expect(new Set(lines).size).toBe(lines.length);
});

test('loads that are named are those that pools take', async () => {
  const { out } = await mantile('llama-3.1-8b --on h100 --transfer 1e1');
  const words = out.replace(/\s+/g, ' ');
  expect(words).toMatch('one request at a time; --concurrency or --rate say otherwise.');
});

test('every engine that has a profile can be asked for', async () => {
  const chips = { vllm: 'h100', sglang: 'h100', trtllm: 'h100', atom: 'mi355x' };
  for (const [engine, chip] of Object.entries(chips)) {
    const line = `estimate llama-3.1-8b --on ${chip} --tp 1 --engine ${engine} --json`;
    const { code, out } = await runMantile(line.split(' '));
    expect(code).toBe(0);
    const found = JSON.parse(out) as { engine: string; notes: readonly EstimateNote[] };
    expect(found.engine.split(' ')[0]).toBe(engine);
    const isMissing = found.notes.some(({ message }) =>
      message.startsWith(`no kernels of ${engine}`),
    );
    expect(isMissing).toBe(engine === 'atom');
  }
});
