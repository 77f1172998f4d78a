import { createLayerRegistry } from '@mantile/core';
import { runSpec } from '@mantile/layers/spec';
import { describe, expect, test } from 'vitest';
import { listed } from '../__fixtures__/models.ts';
import { gapsOf } from '../find/gapsOf.ts';
import { gapReport } from './gapReport.ts';

type Shapes = Parameters<typeof listed>[0];

const experts = (count: number, width: (n: number) => number = () => 192): Shapes =>
  Array.from({ length: count }, (_, n): Shapes => {
    const expert = `layers.0.moe.experts.${String(n)}.`;
    return [
      [`${expert}w1.weight`, width(n), 64],
      [`${expert}w2.weight`, 64, width(n)],
      [`${expert}w3.weight`, width(n), 64],
    ];
  }).flat();

const router = (rows: number): Shapes => [['layers.0.moe.gate.weight', rows, 64]];

function reportOf(shapes: Shapes, config: Readonly<Record<string, unknown>>) {
  const { gaps, context } = gapsOf({
    config: { hidden_size: 64, ...config },
    tensors: listed(shapes),
  });
  const [gap] = gaps;
  if (gap === undefined) throw new Error('the experts are a gap');
  const { json, markdown, suite } = gapReport(gap, context);
  if (suite === undefined) throw new Error('they have cases');
  const layers = createLayerRegistry([suite.layer]);
  expect(runSpec(suite.text, { layers, file: suite.path }).findings).toEqual([]);
  const meaning = Object.fromEntries(json.guidance.specKeys.map(([key, , what]) => [key, what]));
  return { gap, json, markdown, meaning, notes: json.guidance.specialHandling.join('\n') };
}

describe('what configuration and tensors say of experts differently is said', () => {
  test('more experts a token than there are', () => {
    const { meaning, notes, json, markdown } = reportOf([...router(8), ...experts(8)], {
      num_experts: 8,
      num_experts_per_tok: 20,
    });
    expect(meaning['topK']).toBe(
      'experts per token: 20 says the configuration, which is more than there are; 8 here',
    );
    expect(notes).toContain('says that a token uses 20 experts, and the tensors show 8 experts');
    expect(json.flopsBounds?.experts).toContain(
      'as the configuration says more than there are, 20',
    );
    expect(markdown).not.toContain('8: experts per token, from the configuration');
  });

  test('more experts than there are', () => {
    const { notes } = reportOf([...router(8), ...experts(8)], {
      num_experts: 16,
      num_experts_per_tok: 2,
    });
    expect(notes).toContain('the configuration states 16 experts, and the tensors show 8 experts');
  });

  test('a router of other rows, and none', () => {
    const config = { num_experts_per_tok: 2 };
    const other = reportOf([...router(8), ...experts(7)], config);
    expect(other.meaning['numExperts']).toBe(
      '7 in this model: how many of each tensor of experts there are',
    );
    expect(other.notes).toContain('the router has 8 rows, and the tensors show 7 experts');
    // Neither is it the kind that has as many rows as experts, nor are scores cut.
    expect(other.gap.severity).not.toBe('LOW');
    expect(other.json.guidance.declarations[0]).not.toContain('split');
    const none = reportOf(experts(8), { ...config, num_experts: 8 });
    expect(none.meaning['numExperts']).not.toContain('router');
    expect(reportOf([...router(8), ...experts(8)], config).notes).not.toContain('Contradiction');
  });

  test('experts of unequal width, each by its own name', () => {
    const { gap, json, markdown, meaning, notes } = reportOf(
      [...router(4), ...experts(4, (n) => (n % 2 === 0 ? 32 : 128))],
      { num_experts: 4, num_experts_per_tok: 9 },
    );
    expect(gap.type).toBe('MoE');
    const names = json.guidance.declarations.map((line) => /name: '(.*?)'/.exec(line)?.[1]);
    expect(new Set(names).size).toBe(1 + 4 * 3);
    expect(names).toContain('experts.3.w2');
    expect(json.tensorAnalysis.map(({ concept }) => concept)).toEqual([
      'router',
      ...Array.from({ length: 12 }, () => 'expert stack'),
    ]);
    expect(meaning['numExperts']).toContain('rows of the router');
    expect(notes).toContain('The experts differ in size');
    expect(notes).toContain('a token uses 9 experts');
    // Whichever run: the router always, and no more than all of them.
    expect(json.flopsBounds?.atLeast).toBe(2 * 2048 * 4 * 64);
    expect(json.flopsBounds?.atMost).toBe(2048 * gap.flopsPerToken);
    expect(markdown).toContain(`one token needs at most ${gap.flopsPerToken.toLocaleString('en')}`);
    expect(json.tensorAnalysis[1]?.impact.flops).toContain('if each of m = 2,048 rows were to use');
  });
});

describe('a name', () => {
  const report = (shapes: Shapes) => reportOf(shapes, {});

  test('is said to be declared where a kind declares it, whatever others call the same', () => {
    const { json } = report([
      ['layers.0.mixer.out_proj.weight', 64, 128],
      ['layers.0.mixer.in_proj.weight', 280, 64],
      ['layers.0.mixer.A_log', 8],
    ]);
    const [out] = json.tensorAnalysis;
    expect(out?.tensor.declaredBy).toContain('Mamba2Layer');
    expect(out?.whyUnusual).not.toContain('No layer kind declares');
  });

  test('that many modules have makes no variant of a kind', () => {
    const { gap, json } = report([['layers.0.adapter.proj.weight', 256, 128]]);
    expect(gap.severity).toBe('HIGH');
    expect(gap.reason).toMatch(/proj.weight, a name that \w+ has too, says little by itself/);
    expect(json.guidance.baseClass).toBe('Layer');
  });
});
