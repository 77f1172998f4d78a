import { describe, expect, test } from 'vitest';
import { listed } from '../__fixtures__/models.ts';
import { gapsOf } from '../find/gapsOf.ts';
import { gapReport } from '../report/gapReport.ts';
import { firstSpec } from '../resolve/firstSpec.ts';

/** A mixture of numbered experts, of which one may lack a matrix. */
const mixture = (experts: number, width: number, module = 'moe', lacking = 0) =>
  listed([
    [`layers.0.${module}.gate.weight`, experts, 64],
    ...Array.from({ length: experts }, (_, n): Parameters<typeof listed>[0] => {
      const expert = `layers.0.${module}.experts.${String(n)}.`;
      return [
        [`${expert}up.weight`, width, 64],
        ...(n < lacking ? [] : [[`${expert}down.weight`, 64, width] as const]),
      ];
    }).flat(),
  ]);

function reportOf(tensors: ReturnType<typeof mixture>) {
  const config = { hidden_size: 64, num_experts_per_tok: 2 };
  const { gaps, context } = gapsOf({ config, tensors });
  const [gap] = gaps;
  if (gap === undefined) throw new Error('the mixture is a gap');
  return gapReport(gap, context);
}

describe('cases name sizes as the report does', () => {
  test.each(
    [3, 5, 6, 7, 9, 11, 49].flatMap((experts) => [100, 192].map((width) => [experts, width])),
  )('of %i experts %i wide', (experts = 0, width = 0) => {
    const { json, suite } = reportOf(mixture(experts, width));
    const keys = json.guidance.specKeys.map(([key]) => key);
    expect(Object.keys(firstSpec(suite?.text ?? ''))).toEqual(keys);
    expect(keys).toContain('hiddenSize');
    expect(suite?.text).toContain('experts.{expert}.up.weight, [');
  });

  test('where one expert lacks a matrix', () => {
    const { json, suite } = reportOf(mixture(8, 192, 'moe', 1));
    expect(Object.keys(firstSpec(suite?.text ?? ''))).toEqual(
      json.guidance.specKeys.map(([key]) => key),
    );
    expect(suite?.text).toContain('experts.{expert}.down.weight, [');
  });
});
