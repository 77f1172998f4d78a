import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import {
  anyOptions,
  anySizes,
  anyWorkload,
  modelOf,
  systemOf,
} from '../__fixtures__/servedLoads.ts';
import { MantileError } from '../errors.ts';
import { estimate } from './estimator.ts';
import type { Estimate } from './types.ts';

/** Every number in a result, with its path. */
function* numbersOf(value: unknown, path = ''): Generator<readonly [string, number]> {
  if (typeof value === 'number') yield [path, value];
  else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) yield* numbersOf(inner, `${path}.${key}`);
  }
}

/** The result, or nothing where requests come faster than they can be answered. */
function unlessTooFast(call: () => Estimate): Estimate | undefined {
  try {
    return call();
  } catch (error) {
    if (!MantileError.isInstance(error)) throw error;
    expect(error.faults.map(({ code }) => code)).toEqual(['workload.unsustainable']);
    return undefined;
  }
}

test.prop([anySizes, fc.boolean(), anyWorkload, anyOptions], { numRuns: 2000 })(
  'any legal workload has an answer of finite numbers, none of them negative',
  (sizes, isCalibrated, workload, options) => {
    const result = unlessTooFast(() =>
      estimate(modelOf(sizes), systemOf(isCalibrated), workload, options),
    );
    if (result === undefined) return;
    for (const [path, value] of numbersOf(result)) {
      if (!(Number.isFinite(value) && value >= 0)) throw new Error(`${path} is ${value}`);
    }
    expect(result.ttftP50Ms).toBeLessThanOrEqual(result.ttftP99Ms * (1 + 1e-9));
    expect(result.e2eMs).toBeGreaterThanOrEqual(result.ttftMs * (1 - 1e-9));
    // Means of answers that take fewer steps than new requests are looked for are a little off.
    const { outputTokens } = workload;
    const shortest = typeof outputTokens === 'number' ? outputTokens : outputTokens.min;
    if (shortest < 200) return;
    expect(result.modelFlopsUtilization).toBeLessThanOrEqual(1.05);
    expect(result.bandwidthUtilization).toBeLessThanOrEqual(1.05);
  },
);
