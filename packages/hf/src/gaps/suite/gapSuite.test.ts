import { createLayerRegistry } from '@mantile/core';
import { runSpec } from '@mantile/layers/spec';
import { describe, expect, test } from 'vitest';
import { models } from '../__fixtures__/models.ts';
import { gapsOf } from '../find/gapsOf.ts';
import { gapSuite } from './gapSuite.ts';

describe.each(Object.entries(models))('the suites of %s', (_, sources) => {
  const { gaps, context } = gapsOf(sources);
  const ofModules = gaps.filter(({ suiteFile }) => suiteFile !== undefined);
  test.each(ofModules.map((gap) => [gap.id, gap] as const))(
    '%s passes, with three to five cases',
    (_id, gap) => {
      const suite = gapSuite(gap, context);
      expect(suite).toBeDefined();
      if (suite === undefined) return;
      const result = runSpec(suite.text, {
        layers: createLayerRegistry([suite.layer]),
        file: suite.path,
      });
      expect(result.findings).toEqual([]);
      expect(result.cases.map(({ id }) => id)).toEqual(suite.ids);
      expect(suite.ids.length).toBeGreaterThanOrEqual(3);
      expect(suite.ids.length).toBeLessThanOrEqual(5);
    },
  );
});
