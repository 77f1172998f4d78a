import { describe, expect, test } from 'vitest';
import { standardLayers } from '../registry.ts';
import { handWritten } from './__fixtures__/mlp.ts';
import { runSpec } from './run.ts';

const run = (text: string) => runSpec(text, { layers: standardLayers, file: 'spec.md' });

/** Replaces the one place that reads so; a test that changes nothing must not pass. */
function planted(from: string, to: string, text = handWritten): string {
  expect(text.split(from).length - 1, `"${from}" stands once`).toBe(1);
  return text.replace(from, to);
}

describe('a document written by hand', () => {
  test('passes as it is', () => {
    const result = run(handWritten);
    expect(result.findings).toEqual([]);
    expect(result.passed).toBe(true);
    expect(result.cases.map(({ id, line, kind }) => [id, line, kind])).toEqual([
      ['MLP-1', 22, 'MLPLayer'],
      ['MLP-2', 82, 'MLPLayer'],
    ]);
  });

  test.each([
    // what is planted, where, the code, what is stated, what is right
    [
      'a wrong product',
      '= `2 * 256 * 1024 * 4096 = 2,147,483,648`',
      '= `2 * 256 * 1024 * 4096 = 2,147,483,468`',
      'arithmetic.wrong',
      '2,147,483,468',
      '2,147,483,648',
    ],
    [
      'a factor that does not fit the formula above',
      '= `2 * 256 * 4096 * 1024 = 2,147,483,648`',
      '= `2 * 256 * 4096 * 1025 = 2,149,580,800`',
      'arithmetic.wrong',
      '2,149,580,800',
      '2,147,483,648',
    ],
    [
      'a wrong formula',
      '* FLOPs = `2 * M * I * d`',
      '* FLOPs = `3 * M * I * d`',
      'arithmetic.wrong',
      '2,147,483,648',
      '3,221,225,472',
    ],
    [
      'a wrong sum',
      '2,147,483,648 + 2,147,483,648 = 4,294,967,296`',
      '2,147,483,648 + 2,147,483,648 = 4,294,967,295`',
      'arithmetic.wrong',
      '4,294,967,295',
      '4,294,967,296',
    ],
    [
      'a wrong cell of a metric',
      '| 4,194,304   |',
      '| 4,194,340   |',
      'table.wrong',
      '4,194,340',
      '4,194,304',
    ],
    [
      'a wrong cell of a parameter',
      '| tp = 4         | B=2, S=128   |',
      '| tp = 4         | B=2, S=256   |',
      'table.wrong',
      'S=256',
      '128',
    ],
    [
      'a wrong degree in a cell',
      '| tp = 4         |',
      '| tp = 8         |',
      'table.wrong',
      'tp = 8',
      '4',
    ],
    ['GB for GiB', '= 8 MiB`', '= 8 MB`', 'unit.wrong', '8 MB', '8.388608 MB'],
    [
      'bytes for FLOPs',
      '**flops_per_chip = 4,294,967,296**',
      '**flops_per_chip = 4,294,967,296 bytes**',
      'unit.wrong',
      '4,294,967,296 bytes',
      undefined,
    ],
    [
      'a wrong result',
      '* communication_bytes: **0**',
      '* communication_bytes: **2**',
      'result.wrong',
      '2',
      '0',
    ],
    [
      'a wrong time',
      '* computeTimeMs: **0.0107 ms**',
      '* computeTimeMs: **0.0108 ms**',
      'result.wrong',
      '0.0108 ms',
      '0.0107 ms',
    ],
    ['a wrong bottleneck', '**compute**', '**memory**', 'result.wrong', 'memory', 'compute'],
    [
      'a metric that does not exist',
      '* kv_cache_per_chip: **0**',
      '* kv_cash_per_chip: **0**',
      'result.unknown',
      'kv_cash_per_chip',
      undefined,
    ],
    [
      'a wrong word of arithmetic outside of the cases',
      '`2 * 3 = 6`',
      '`2 * 3 = 5`',
      'arithmetic.wrong',
      '5',
      '6',
    ],
    [
      'a wrong time in the steps',
      '= 7.24288 us`',
      '= 7.25288 us`',
      'arithmetic.wrong',
      '7.25288 us',
      '7.24288 us',
    ],
    [
      'a line that cannot be read',
      '`M * (d + I + d) * 2 =',
      '`M * (d + I + d * 2 =',
      'arithmetic.unreadable',
      'M * (d + I + d * 2',
      undefined,
    ],
    [
      'a name that nothing defines',
      '`M * (d + I + d) * 2 =',
      '`M * (d + J + d) * 2 =',
      'arithmetic.unknown_name',
      'J',
      undefined,
    ],
    [
      'a title of another case',
      'projections, TP = 4',
      'projections, TP = 8',
      'parameter.invalid',
      'TP = 8',
      'TP = 4',
    ],
  ])('%s is found', (_what, from, to, code, stated, computed) => {
    const text = planted(from, to);
    const { findings, passed } = run(text);
    expect(passed).toBe(false);
    const line = text.split('\n').findIndex((each) => each.includes(to)) + 1;
    // A wrong formula shows where its figures stand, a line below.
    const found = findings.filter(
      (finding) => finding.code === code && [line, line + 1].includes(finding.line),
    );
    expect(found.map((finding) => [finding.stated, finding.computed])).toContainEqual([
      stated,
      computed,
    ]);
  });

  test('a wrong line fails even when the final result is right', () => {
    const { findings } = run(
      planted(
        '= `2 * 256 * 1024 * 4096 = 2,147,483,648`',
        '= `2 * 256 * 1024 * 4096 = 2,147,483,647`',
      ),
    );
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      file: 'spec.md',
      line: 46,
      caseId: 'MLP-1',
      code: 'arithmetic.wrong',
    });
  });

  test('a case that the layer refuses is told with what would be legal', () => {
    const { findings } = run(
      handWritten.replaceAll('tensor_parallel `tp` = **4**', 'tensor_parallel `tp` = **3**'),
    );
    const refused = findings.filter(({ code }) => code === 'case.refused');
    expect(
      refused.map(({ caseId, message }) => [caseId, message.includes('legal: 1, 2, 4')]),
    ).toEqual([['MLP-2', true]]);
  });

  test('an unknown kind is a finding, and the arithmetic is checked all the same', () => {
    const { findings } = run(
      planted('= 7.24288 us`', '= 7.3 us`', handWritten.replaceAll('MLPLayer', 'MPLLayer')),
    );
    const codes = findings.map(({ code }) => code);
    expect(codes).toContain('case.refused');
    expect(codes).toContain('arithmetic.wrong');
  });

  test('a number without a derivation is a finding', () => {
    const { findings } = run(planted('* Single chip: **0**', '* Payload of the layer = 17'));
    expect(findings.map(({ code }) => code)).toEqual(['arithmetic.underived']);
  });

  test('nor is a number that a name stands for, unless the layer takes it there', () => {
    const withWidth = (line: string) =>
      run(planted('**(a) down**', `**(a) down**\n${line}`, asOperation)).findings;
    const asOperation = handWritten.replace('**(b) down**', '**(a) down**');
    const underived = (line: string) =>
      withWidth(line).map(({ code, stated }) => [code, stated] as const);
    expect(underived('')).toEqual([]);
    expect(underived('* a = `5`')).toEqual([['arithmetic.underived', 'a']]);
    expect(underived('* `a = 5 = 5`')).toEqual([['arithmetic.underived', 'a']]);
    expect(underived('* `a = 2 + 3 = 5`')).toEqual([]);
    expect(underived('* a = `5`\n* = `2 + 3`')).toEqual([]);
    // The parameters say so; and the product of the layer, `down_proj`, takes 256 rows, not 257.
    expect(underived('* `I = 4096`')).toEqual([]);
    expect(underived('* `rows = 256`')).toEqual([['arithmetic.underived', 'rows']]);
    const named = asOperation.replace('**(a) down**', '**(a) down_proj**');
    const taken = (line: string) =>
      run(planted('**(a) down_proj**', `**(a) down_proj**\n${line}`, named)).findings;
    expect(taken('* `rows = 256`').map(({ code }) => code)).toEqual([]);
    expect(taken('* `rows = 257`').map(({ code }) => code)).toEqual(['arithmetic.underived']);
  });

  test('a name may not change its meaning', () => {
    const { findings } = run(planted('* Single chip: **0**', '* `M = 2 * 128 * 2 = 512`'));
    expect(findings.map(({ code, stated, computed }) => [code, stated, computed])).toEqual([
      ['name.conflict', '512', '256'],
    ]);
  });
});

test('the published mixture-of-experts example: its product, all that follows from it, and its GB', () => {
  const { findings } = run(`# Test MOE-1: MoE Router + Experts, single chip

### Test case parameters

* hidden_size \`d\` = **4096**
* num_experts \`E\` = **8**
* expert_intermediate \`di\` = **14336**
* batch_size \`B\` = **1**
* seq_len \`S\` = **2048**

Derived:
* \`M = B*S = 2048\` tokens

#### 1) FLOPs

**(b) Expert MLP (per active expert)**
Per expert (gated MLP): \`3 * 2 * M * d * di\`
* = \`3 * 2 * 2048 * 4096 * 14336 = 722,204,057,600\` per expert
* Total for top_k=2: \`2 * 722,204,057,600 = 1,444,408,115,200\`

#### 2) Memory

* All experts: \`8 * 352,321,536 = 2,818,572,288 bytes = 2.62 GB\`
`);
  const told = findings.filter(({ code }) => code === 'arithmetic.wrong' || code === 'unit.wrong');
  expect(told.map(({ line, stated, computed }) => [line, stated, computed])).toEqual([
    [18, '722,204,057,600', '721,554,505,728'],
    [23, '2.62 GB', '2.82 GB'],
  ]);
  expect(told[1]?.message).toContain('2.62 GiB');
});

test('a document without a case does not pass', () => {
  expect(run('').passed).toBe(false);
  expect(run('# Just words\n').findings.map(({ code }) => code)).toEqual(['document.unreadable']);
});
