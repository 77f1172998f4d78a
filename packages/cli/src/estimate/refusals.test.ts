import { beforeAll, describe, expect, test } from 'vitest';
import { runMantile } from '../__fixtures__/mantile.ts';

beforeAll(async () => {
  await import('./estimateCommand.ts');
  await import('../inspect/readModel.ts');
}, 120_000);

const asked = 'llama-3.1-8b --on h100-sxm';
const mantile = (line: string) => runMantile(['estimate', ...line.split(' ')]);

describe('a number', () => {
  const whole = ['tp', 'ep', 'dp', 'pp', 'sp', 'cp', 'attention-dp', 'concurrency', 'batch'];
  const tokens = ['input', 'output', 'chunk'];
  const values = [
    '0',
    '-1',
    '64abc',
    '1e99',
    'NaN',
    'Infinity',
    '1.5',
    '0x10',
    '',
    '９',
    '1'.repeat(400),
  ];
  test.each([...whole, ...tokens].flatMap((name) => values.map((value) => [name, value] as const)))(
    '--%s %s is refused, with what would be legal',
    async (name, value) => {
      const args = ['estimate', ...asked.split(' '), `--${name}`, value];
      const { code, out, error } = await runMantile(args);
      expect([code, out]).toEqual([2, '']);
      expect(error).toMatch(new RegExp(`^error: --${name}: expected a (whole )?number`));
      expect(error.length).toBeLessThan(250);
    },
  );

  const numbers = ['rate', 'price', 'prefix-share', 'acceptance', 'routing-skew'];
  test.each(
    numbers.flatMap((name) =>
      ['-1', '64abc', '1e999', 'NaN', '', '.', '1e'].map((value) => [name, value] as const),
    ),
  )('--%s %s is refused', async (name, value) => {
    const args = ['estimate', ...asked.split(' '), `--${name}`, value];
    const { code, error } = await runMantile(args);
    expect(code).toBe(2);
    expect(error).toMatch(`error: --${name}: expected`);
  });

  test.each(['800-', '-800', '1000-800', '1-2-3', '1-x'])(
    'no range of tokens is %s',
    async (value) => {
      const { code, error } = await mantile(`${asked} --input ${value}`);
      expect([code, error.startsWith('error: --input: expected a number of tokens')]).toEqual([
        2,
        true,
      ]);
    },
  );

  test('of the largest legal size is answered', async () => {
    const { code } = await mantile(`${asked} --tp 1 --concurrency 1048576 --input 100000000`);
    expect(code).toBe(0);
  });
});

describe('everything wrong is told at once', () => {
  test('options, model and hardware', async () => {
    const { code, out, error } = await mantile(
      'lama-3.1-8b --on h1000 --tp 64abc --concurrency -1 --batch 2 --dtype fp9 --engine vlm --acceptance 2',
    );
    expect([code, out]).toEqual([2, '']);
    const places = error
      .trimEnd()
      .split('\n')
      .map((line) => line.split(':')[1]?.trim());
    expect(places).toEqual([
      '--tp',
      '--batch',
      '--concurrency',
      '--acceptance',
      '--acceptance',
      '--dtype',
      '--engine',
      'model',
      '--on',
    ]);
    expect(error).toMatch('Did you mean fp8?');
    expect(error).toMatch('Did you mean vllm?');
    expect(error).toMatch('Did you mean llama-3.1-8b?');
    expect(error).toMatch('did you mean "h100"?');
  });

  test('nothing to run on', async () => {
    const { code, error } = await mantile('llama-3.1-8b --tp 0');
    expect(code).toBe(2);
    expect(error).toMatch(/--tp: expected.*\n.*--on: say what it runs on: --on h100/);
  });
});

describe('a plan that cannot be is told by the options that were typed', () => {
  test.each([
    ['--tp 3', '--tp: attention: --tp must divide numHeads (32)'],
    ['--ep 2', '--ep: no layer of this model can spread experts'],
    ['--tp 8 --on 4xh100', '--on: the plan takes 8 packages of 4xh100-sxm'],
    ['--tp 4 --dp 2 --on 4xh100', '--on: the plan takes 8 packages of 4xh100-sxm'],
    ['--tp 16 --on dgx-h100', 'such as 2xdgx-h100'],
    ['--tp 2 --on v100', 'nothing is known of links between several'],
  ])('%s: %s', async (flags, words) => {
    const line = flags.includes('--on') ? `llama-3.1-8b ${flags}` : `${asked} ${flags}`;
    const { code, out, error } = await mantile(line);
    expect([code, out]).toEqual([2, '']);
    expect(error).toMatch(words);
  });

  test('a rate that nothing can serve says which one can', async () => {
    const { code, error } = await mantile(`${asked} --rate 100000`);
    expect(code).toBe(2);
    expect(error).toMatch(
      /^error: --rate: requests come faster than they can be answered.*at most/,
    );
  });

  test('a rate below all is told the least that there may be', async () => {
    for (const rate of ['0', '1e-300', '1e-9']) {
      const { code, error } = await mantile(`${asked} --rate ${rate}`);
      expect([code, error]).toEqual([
        2,
        expect.stringMatching(/per second, 0\.000001 to 1,000,000/),
      ]);
    }
    expect((await mantile(`${asked} --rate 1e-6`)).code).toBe(0);
  });

  test('kernels are missed where a model has a use for them', async () => {
    const missed = async (model: string) =>
      (await mantile(`${model} --on a100`)).out.includes('calibration.kernels_not_measured');
    expect(await missed('llama-3.1-8b')).toBe(false);
    expect(await missed('nemotron-3-nano-30b-a3b')).toBe(true);
  });

  test('what was typed is no advice', async () => {
    const line = 'llama-3.1-8b --on a100';
    const advice = /--compute-dtype decides otherwise/;
    const typed = (await mantile(`${line} --compute-dtype fp8`)).out.replace(/\s+/g, ' ');
    expect(typed).toMatch('[default.compute_format]');
    expect(typed).not.toMatch(advice);
    expect((await mantile(`${line} --dtype fp8`)).out.replace(/\s+/g, ' ')).toMatch(advice);
  });

  test('two forms of output are one too many', async () => {
    const { code, error } = await mantile(`${asked} --json --csv`);
    expect([code, error]).toEqual([2, expect.stringContaining('give one of them')]);
  });
});
