import type { Estimate } from '@mantile/core';
import { beforeAll, describe, expect, test } from 'vitest';
import { runMantile } from '../__fixtures__/mantile.ts';

beforeAll(async () => {
  await import('./estimateCommand.ts');
  await import('../fit/fitCommand.ts');
  await import('../pools/poolsCommand.ts');
}, 120_000);

const mantile = (line: string) => runMantile(line.split(' '));

describe.each(['bge-large-en-v1.5', 'granite-embedding-english-r2'])(
  '%s generates nothing',
  (model) => {
    test('and is estimated by its prompts alone', async () => {
      const asked = `estimate ${model} --on h100 --batch 8 --input 500 --price 2`;
      const { out } = await mantile(asked);
      expect(out).toMatch(/^Time for a prompt +[\d.]+ ms/m);
      expect(out).toMatch('It generates nothing: its attention sees what follows as well.');
      expect(out).not.toMatch(/output|answer|decode|first token|Infinity|NaN|beyond_context/i);
      const { e2eMs, ttftMs, tpotMs, notes } = JSON.parse(
        (await mantile(`${asked} --json`)).out,
      ) as Estimate;
      expect([tpotMs, e2eMs]).toEqual([0, ttftMs]);
      expect(notes[0]?.code).toBe('model.does_not_generate');
      // 8 prompts of 500 tokens in that time.
      const [, rate = ''] = /^Tokens of prompts +([\d,]+) tokens/m.exec(out) ?? [];
      expect(Number(rate.replaceAll(',', ''))).toBeCloseTo(4e6 / e2eMs, 0);
    });

    test('and longer answers are refused', async () => {
      const { code, error } = await mantile(`estimate ${model} --on h100 --output 20`);
      expect([code, error]).toEqual([
        2,
        expect.stringMatching(/^error: --output: .* Leave --output out\.$/m),
      ]);
      expect((await mantile(`estimate ${model} --on h100 --output 1`)).code).toBe(0);
    });

    test('and neither drafts nor takes two pools', async () => {
      const drafting = `--draft ${model} --draft-tokens 2 --acceptance 0.5`;
      const drafted = await mantile(`estimate llama-3.1-8b --on h100 ${drafting}`);
      expect([drafted.code, drafted.error]).toEqual([
        2,
        expect.stringMatching(/^error: --draft: /),
      ]);
      const pools = await mantile(`pools ${model} --on h100`);
      expect([pools.code, pools.error]).toEqual([2, expect.stringMatching('no use for a pool')]);
    });

    test('and loads are found by prompts', async () => {
      const { out } = await mantile(`fit ${model} --on h100 --input 500 --max-ttft 200`);
      expect(out).toMatch(/^most users +[\d,]+ {2}bound by .*; a prompt in [\d.]+ ms/m);
      expect(out).not.toMatch('first token in');
    });
  },
);

test('a model with encoders beside what generates does generate', async () => {
  for (const model of ['whisper-large-v3-turbo', 'qwen3-vl-4b-instruct', 'falcon-mamba-7b']) {
    const { out } = await mantile(`estimate ${model} --on h100`);
    expect(out).toMatch('Time per output token');
  }
});
