import { describe, expect, test } from 'vitest';
import { standardLayers } from '../../registry.ts';
import { runSpec } from '../run.ts';

/** A case with the parameters that matter, and the lines of its calculation. */
function specCase(
  id: string,
  parameters: Readonly<Record<string, string | number>>,
  lines: readonly string[],
): string {
  const all = { phase: 'prefill', batch_size: 1, seq_len: 256, ...parameters };
  const stated = Object.entries(all).map(([name, value]) => `* ${name} = **${value}**`);
  return [
    `# Test ${id} — a case`,
    '',
    '### Test case parameters',
    '',
    ...stated,
    '',
    '#### 1) FLOPs',
    '',
    ...lines,
    '',
  ].join('\n');
}

function codesOf(...cases: readonly string[]) {
  const { findings } = runSpec(cases.join('\n'), { layers: standardLayers, file: 'moe.md' });
  return findings
    .filter(
      ({ code }) =>
        code.startsWith('formula') || code.startsWith('cases') || code.startsWith('arithmetic'),
    )
    .map(({ code, caseId, message }) => ({ code, caseId, message }));
}

const moe = {
  'hidden_size `d`': 1024,
  'expert_intermediate `I`': 4096,
  'num_experts `E`': 8,
  'top_k `k`': 2,
};

describe('cases compared with each other', () => {
  test('tokens divided by EP here and by EP and TP there: the case that the guide warns of', () => {
    const right = specCase(
      'MOE-5',
      { ...moe, 'expert_parallel `ep`': 4, 'tensor_parallel `tp`': 2 },
      [
        '* `M = batch_size * seq_len = 256`',
        '* `routed_intermediate = (k*M/ep) * (I/tp) = 128 * 2048 = 262,144`',
      ],
    );
    const wrong = specCase(
      'MOE-6',
      { ...moe, 'expert_parallel `ep`': 8, 'tensor_parallel `tp`': 4 },
      [
        '* `M = batch_size * seq_len = 256`',
        '* `routed_intermediate = (k*M)/(ep*tp) * I = 16 * 4096 = 65,536`',
      ],
    );
    const found = codesOf(right, wrong);
    expect(found.map(({ code, caseId }) => [code, caseId])).toEqual([
      ['formula.divisor', 'MOE-6'],
      ['formula.differs', 'MOE-6'],
    ]);
    expect(found[0]?.message).toContain(
      'tensor parallelism cuts heads and inner widths, never tokens',
    );
    expect(found[1]?.message).toContain('of MOE-5');
    const mended = wrong.replace('(k*M)/(ep*tp) * I = 16 * 4096', '(k*M/ep) * (I/tp) = 64 * 1024');
    expect(codesOf(right, mended)).toEqual([]);
  });

  test('the same mistake behind an abbreviation', () => {
    const found = codesOf(
      specCase('MOE-6', { ...moe, 'expert_parallel `ep`': 8, 'tensor_parallel `tp`': 4 }, [
        '* `M = batch_size * seq_len = 256`',
        '* `rows = (k * M) / (ep * tp) = 16`',
        '* `routed_intermediate = rows * (I / tp) = 16 * 1024 = 16,384`',
      ]),
    );
    expect(found.map(({ code }) => code)).toEqual(['formula.divisor', 'formula.divisor']);
  });

  test.each([
    ['(I / ep) * batch_size * seq_len', 'expert parallelism'],
    ['(d / cp) * seq_len', 'tokens of a sequence'],
    ['ceil(seq_len / tp) * d', 'tensor parallelism'],
  ])('%s has a divisor that cannot be', (formula, reason) => {
    const degrees = {
      'expert_parallel `ep`': 2,
      'context_parallel `cp`': 2,
      'tensor_parallel `tp`': 2,
    };
    const found = codesOf(specCase('X-1', { ...moe, ...degrees }, [`* FLOPs = \`${formula}\``]));
    expect(found.map(({ code }) => code)).toEqual(['formula.divisor']);
    expect(found[0]?.message).toContain(reason);
  });

  test('a parallel case with another formula than its one-package case', () => {
    const one = specCase('X-1', moe, [
      '**(a) up**',
      '',
      '* FLOPs = `2 * seq_len * d * I`',
      '* = `2 * 256 * 1024 * 4096 = 2,147,483,648`',
    ]);
    const clean = specCase('X-2', { ...moe, 'tensor_parallel `tp`': 4 }, [
      '**(a) up**',
      '',
      '* FLOPs = `2 * seq_len * d * (I / tp)`',
      '* = `2 * 256 * 1024 * 1024 = 536,870,912`',
    ]);
    expect(codesOf(one, clean)).toEqual([]);
    const other = clean
      .replace('2 * seq_len', '3 * seq_len')
      .replace('2 * 256', '3 * 256')
      .replace('536,870,912', '805,306,368');
    expect(codesOf(one, other).map(({ code, caseId }) => [code, caseId])).toEqual([
      ['formula.differs', 'X-2'],
    ]);
    const lost = clean
      .replace('(I / tp)', '(I / tp / 2)')
      .replace('1024 * 1024 =', '1024 * 512 =')
      .replace('536,870,912', '268,435,456');
    expect(codesOf(one, lost).map(({ code, caseId }) => [code, caseId])).toEqual([
      ['formula.differs', 'X-2'],
      ['cases.division', 'X-2'],
    ]);
  });

  test('two sizes of one setup with two formulas', () => {
    const short = specCase('X-1', moe, ['* FLOPs = `2 * seq_len * d * I`']);
    const long = specCase('X-2', { ...moe, seq_len: 512 }, ['* FLOPs = `3 * seq_len * d * I`']);
    expect(codesOf(short, long).map(({ code, caseId }) => [code, caseId])).toEqual([
      ['formula.differs', 'X-2'],
    ]);
    expect(codesOf(short, long.replace('`3 *', '`2 *'))).toEqual([]);
  });

  test('totals that do not follow from the share of a package', () => {
    const results = (total: string) =>
      specCase('X-1', { ...moe, 'tensor_parallel `tp`': 4 }, [
        '### Expected results',
        '',
        '* flops_per_chip: **100**',
        `* flops_total: **${total}**`,
      ]);
    expect(codesOf(results('400'))).toEqual([]);
    // Uneven shards add up to less.
    expect(codesOf(results('390'))).toEqual([]);
    expect(codesOf(results('500')).map(({ code }) => code)).toEqual(['cases.total']);
    expect(codesOf(results('90')).map(({ code }) => code)).toEqual(['cases.total']);
  });
});
