import { standardLayers } from '@mantile/layers';
import { beforeAll, describe, expect, test } from 'vitest';
import { runMantile } from '../__fixtures__/mantile.ts';
import { exampleOf } from './layerExample.ts';
import { descriptionOf, fieldsOf } from './layerKind.ts';

// What the command imports when it runs is compiled here, so that no test waits for it.
beforeAll(async () => {
  await import('./listLayers.ts');
  await import('./showLayer.ts');
  await import('../input/layersFrom.ts');
}, 60_000);

const mine = 'packages/cli/src/__fixtures__/mixerLayer.ts';

describe('layers', () => {
  test('lists every kind under its category', async () => {
    const { code, out, error } = await runMantile(['layers']);
    expect([code, error]).toEqual([0, '']);
    for (const kind of standardLayers.kinds) expect(out).toMatch(new RegExp(`^  ${kind} `, 'm'));
    expect(out).toMatch(/^Mixture of experts\n {2}MoELayer /m);
    expect(out).toMatch(new RegExp(`^${standardLayers.kinds.length} kinds; `, 'm'));
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test('lists those that have all the words, for programs too', async () => {
    const { out } = await runMantile(['layers', 'latent', 'attention', '--json']);
    const rows = JSON.parse(out) as { kind: string; category: string; parallelism: string[] }[];
    expect(rows.map(({ kind }) => kind)).toContain('MultiHeadLatentAttentionLayer');
    expect(rows.every(({ kind }) => kind !== 'MLPLayer')).toBe(true);
    expect(rows[0]?.parallelism).toContain('tensorParallel');
    expect((await runMantile(['layers', 'no-such-word'])).out).toMatch('mantile layers lists all');
  });

  test('prints CSV with a line for each', async () => {
    const { out } = await runMantile(['layers', '--csv']);
    const lines = out.split('\r\n');
    expect(lines[0]).toBe('kind,category,description,parallelism');
    expect(lines.length).toBe(standardLayers.kinds.length + 2);
    expect(lines).toContainEqual(
      expect.stringMatching(/^SwiGLULayer,Feed-forward,".*",tensorParallel sequenceParallel/),
    );
  });

  test('has kinds of a module beside them', async () => {
    const { code, out } = await runMantile(['layers', 'mixer', '--layers', mine, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject([{ kind: 'MixerLayer', category: 'of your own' }]);
    expect(await runMantile(['layers', '--layers', 'nothing.mjs'])).toMatchObject({ code: 2 });
  });

  test('refuses two forms at once', async () => {
    expect(await runMantile(['layers', '--csv', '--json'])).toMatchObject({ code: 2, out: '' });
  });
});

describe('layers show', () => {
  test('tells the keys of the spec, the axes, and an example with its numbers', async () => {
    const { code, out } = await runMantile(['layers', 'show', 'MLPLayer']);
    expect(code).toBe(0);
    expect(out).toMatch(/^MLPLayer \(Feed-forward\)$/m);
    expect(out).toMatch(/^hiddenSize +required +whole number from 1$/m);
    expect(out).toMatch(/^numProjections +2 +2, 3$/m);
    expect(out).toMatch(/^ {4}2 \(up, down\) or 3 \(gate, up, down\)\.$/m);
    expect(out).toMatch('tensorParallel, sequenceParallel, contextParallel, attentionDataParallel');
    // 2 × 48 × 96 weights of 2 bytes; 128 rows at 2 × 2 × 48 × 96 FLOPs and one per activation.
    expect(out).toMatch(/^9,216 parameters: 18,432 bytes in bf16$/m);
    expect(out).toMatch(/^a prompt of 128 tokens +2,\d{3},\d{3} +18,432 +0 /m);
  });

  test.each(['mlp', 'mlplayer', 'MLPLAYER'])('knows what %s means', async (name) => {
    expect((await runMantile(['layers', 'show', name])).out).toMatch(/^MLPLayer /);
  });

  test('prints whole operations and bytes, where means are read too', async () => {
    for (const kind of standardLayers.kinds) {
      const { out } = await runMantile(['layers', 'show', kind]);
      const steps = out.match(/^(?:a prompt of|one token) .*$/gm) ?? [];
      expect([kind, steps.find((line) => line.includes('.'))]).toEqual([kind, undefined]);
    }
  });

  test('gives programs the same', async () => {
    const { out } = await runMantile(['layers', 'show', 'moe', '--json']);
    expect(JSON.parse(out)).toMatchObject({
      kind: 'MoELayer',
      fields: expect.arrayContaining([
        {
          name: 'topK',
          legal: 'whole number from 1',
          required: true,
          meaning: expect.any(String) as string,
        },
        expect.objectContaining({ name: 'dispatch', required: false, default: 'allGather' }),
      ]) as unknown,
      example: { spec: { numExperts: 12, topK: 2 }, parameters: 166464, activeParameters: 28224 },
    });
  });

  test('shows a kind of a module', async () => {
    const { code, out } = await runMantile(['layers', 'show', 'MixerLayer', '--layers', mine]);
    expect(code).toBe(0);
    expect(out).toMatch(/^MixerLayer \(a kind of your own\)$/m);
  });

  test.each([
    ['GroupedQueryAttentionLayr', 'did you mean "GroupedQueryAttentionLayer"?'],
    ['ml', 'did you mean "MLPLayer"?'],
    ['__proto__', 'mantile layers lists all of them.'],
    ['constructor', 'mantile layers lists all of them.'],
  ])('refuses %s with the nearest', async (name, words) => {
    const { code, out, error } = await runMantile(['layers', 'show', name]);
    expect([code, out]).toEqual([2, '']);
    expect(error).toMatch(words);
  });
});

test.each(standardLayers.kinds)('%s is described with all its keys, and has an example', (kind) => {
  const layerClass = standardLayers.get(kind);
  expect(descriptionOf(kind)?.sentence).toMatch(/\.$/);
  expect(fieldsOf(layerClass)?.filter(({ meaning }) => meaning === '')).toEqual([]);
  expect(exampleOf(layerClass)?.steps.length).toBeGreaterThan(0);
});
