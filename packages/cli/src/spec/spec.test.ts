import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runMantile } from '../__fixtures__/mantile.ts';

// What the command imports when it runs is compiled here, so that no test waits for it.
beforeAll(async () => {
  await import('./checkSpecs.ts');
  await import('./caseList.ts');
}, 60_000);

const list = {
  layer: 'NormLayer',
  prefix: 'NORM',
  overview: ['Scales each vector.'],
  spec: { hiddenSize: 64 },
  cases: [
    { title: 'one package', step: { phase: 'prefill', batchSize: 2, seqLen: 8 } },
    {
      title: 'wider',
      spec: { hiddenSize: 96 },
      step: { phase: 'decode', batchSize: 4, contextLen: 7 },
    },
  ],
};
const mixer = 'packages/cli/src/__fixtures__/mixerLayer.ts';

let folder = '';
const at = (name: string) => join(folder, name);
const write = (name: string, value: unknown) => {
  writeFileSync(at(name), typeof value === 'string' ? value : JSON.stringify(value));
  return at(name);
};
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mantile-spec-'));
  write('cases.json', list);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('spec write', () => {
  test('works out the cases, each with what all share', async () => {
    const { code, out } = await runMantile(['spec', 'write', at('cases.json')]);
    expect(code).toBe(0);
    expect(out).toMatch('# Test NORM-1 — one package');
    expect(out).toMatch('hiddenSize `d` = **64**');
    expect(out).toMatch('hiddenSize `d` = **96**');
    // Five FLOPs an element of 2 × 8 rows.
    expect(out).toMatch('= `16 * 320 = 5,120`');
  });

  test('writes a file that spec check passes, and no other file away', async () => {
    const path = at('written.md');
    expect(await runMantile(['spec', 'write', at('cases.json'), '--out', path])).toMatchObject({
      code: 0,
      out: '',
    });
    expect(await runMantile(['spec', 'check', path])).toMatchObject({
      code: 0,
      out: `ok  ${path}: 2 cases\n`,
    });
    const again = ['spec', 'write', at('cases.json'), '--out', path];
    expect((await runMantile(again)).code).toBe(0);
    write('written.md', 'my notes');
    expect(await runMantile(again)).toMatchObject({
      code: 2,
      error: expect.stringContaining('--replace lets it go') as string,
    });
    expect(readFileSync(path, 'utf8')).toBe('my notes');
    expect((await runMantile([...again, '--replace'])).code).toBe(0);
    expect(readFileSync(path, 'utf8')).toMatch('# Test NORM-1');
    expect((await runMantile(['spec', 'write', at('cases.json'), '--out', folder])).code).toBe(2);
  });

  test('takes the kind from the name of the file', async () => {
    const { layer: _layer, ...rest } = list;
    const { out } = await runMantile(['spec', 'write', write('NormLayer.json', rest)]);
    expect(out).toMatch(/^# NormLayer tests$/m);
  });

  test.each([
    ['{', 2, 'no JSON'],
    [[], 2, 'expected an object'],
    [{ ...list, layer: 'NormLayr' }, 2, 'did you mean "NormLayer"?'],
    [{ ...list, layer: 3 }, 2, 'expected the name of a kind'],
    [{ ...list, spec: 3 }, 2, 'spec: expected an object'],
    [{ ...list, cases: [] }, 1, 'expected at least one case'],
    [{ ...list, cases: [3] }, 1, 'expected an object'],
    [{ ...list, spec: {} }, 1, 'hiddenSize'],
    [{ ...list, more: true }, 1, 'more'],
  ])('refuses %j', async (value, expected, words) => {
    const { code, out, error } = await runMantile(['spec', 'write', write('bad.json', value)]);
    expect([code, out]).toEqual([expected, '']);
    expect(error).toMatch(words);
  });
});

describe('spec check', () => {
  test('tells file, line, case and code of what is wrong', async () => {
    const { out: text } = await runMantile(['spec', 'write', at('cases.json')]);
    const line = text.split('\n').findIndex((each) => each.includes('16 * 320 = 5,120')) + 1;
    const wrong = write('wrong.md', text.replace('16 * 320 = 5,120', '16 * 320 = 5,130'));
    const { code, out } = await runMantile(['spec', 'check', wrong]);
    expect(code).toBe(1);
    expect(out).toMatch(/^not ok {2}.*wrong\.md: 2 cases, \d+ findings?$/m);
    expect(out).toMatch(
      new RegExp(`^  wrong\\.md:${line} NORM-1: .*\\[arithmetic\\.wrong\\]$`, 'm'),
    );
    const report = await runMantile(['spec', 'check', wrong, '--report']);
    expect(report.out).toMatch('**Expected (from the specification)**: 5,130');
    const { out: json } = await runMantile(['spec', 'check', wrong, '--json']);
    expect(JSON.parse(json)).toMatchObject([{ passed: false, cases: [{ id: 'NORM-1' }, {}] }]);
  });

  test('runs the specs of a folder, and passes over what has no cases', async () => {
    const specs = at('specs');
    mkdirSync(specs);
    const { out: text } = await runMantile(['spec', 'write', at('cases.json')]);
    write('specs/one.md', text);
    write('specs/two.md', text.replace('5,120', '5,121'));
    write('specs/README.md', '# Specs\n\nWorked out.\n');
    const { code, out } = await runMantile(['spec', 'check', specs]);
    expect(code).toBe(1);
    expect(out).toMatch(/^1 of 2 specs not passed\n1 file without cases skipped$/m);
    rmSync(join(specs, 'one.md'));
    rmSync(join(specs, 'two.md'));
    expect(await runMantile(['spec', 'check', specs])).toMatchObject({ code: 2 });
    expect((await runMantile(['spec', 'check', join(specs, 'README.md')])).code).toBe(1);
    expect((await runMantile(['spec', 'check', at('none.md')])).code).toBe(2);
  });

  test('knows kinds of a module', async () => {
    const shown = await runMantile(['layers', 'show', 'MixerLayer', '--layers', mixer, '--json']);
    const { spec } = (JSON.parse(shown.out) as { example: { spec: object } }).example;
    const cases = write('mixer.json', {
      layer: 'MixerLayer',
      prefix: 'MIXER',
      overview: ['Mixes.'],
      spec,
      cases: [{ title: 'one package', step: { phase: 'prefill', batchSize: 1, seqLen: 4 } }],
    });
    const { code, out } = await runMantile(['spec', 'write', cases, '--layers', mixer]);
    expect(code).toBe(0);
    const path = write('mixer.md', out);
    expect((await runMantile(['spec', 'check', path, '--layers', mixer])).code).toBe(0);
    expect((await runMantile(['spec', 'check', path])).code).toBe(1);
  });
});

test.each(['AttentionLayer', 'MLPLayer'])('the published spec of %s passes', async (kind) => {
  const { code, out } = await runMantile(['spec', 'check', `packages/layers/specs/${kind}.md`]);
  expect([code, out.slice(0, 4)]).toEqual([0, 'ok  ']);
});
