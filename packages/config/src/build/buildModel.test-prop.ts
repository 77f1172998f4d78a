import { fc, test } from '@fast-check/vitest';
import { MantileError, Model } from '@mantile/core';
import { expect } from 'vitest';
import { encodeModelConfig } from '../codec/encodeModelConfig.ts';
import { puzzling, sighted } from './__fixtures__/configs.ts';
import { boundedModels } from './boundedModels.ts';
import { buildModel } from './buildModel.ts';
import { buildPhases } from './buildPhases.ts';

const configs = [puzzling, sighted, encodeModelConfig(puzzling), encodeModelConfig(sighted)];
const options = {
  parallelism: { tensorParallel: 2 },
  dtype: 'bf16',
  dtypes: { kvCache: 'fp8' },
  parts: { vision: 'rests' },
  layers: { norm: { specs: { hiddenSize: 64 }, dtypes: {}, parallelism: { tensorParallel: 2 } } },
  unknown: 'upper',
  strict: false,
};
const odd = fc.oneof(
  fc.constantFrom<unknown>(undefined, null, true, '', 'fp8', '__proto__', 'constructor', 'runs'),
  fc.constantFrom<unknown>(0, -1, 0.5, 1e308, NaN, Infinity, 2 ** 53, 2n, Symbol('odd'), () => 1),
  fc.constantFrom<unknown>([], {}, [null], [[]], { a: 1 }, JSON.parse('{"__proto__": {"x": 1}}')),
);
const steps = fc.array(fc.nat(30), { minLength: 1, maxLength: 5 });

/** A value with something within it replaced, or put beside it under a name. */
function changed(
  value: unknown,
  [step, ...rest]: readonly number[],
  by: unknown,
  name: string,
): unknown {
  if (step === undefined || typeof value !== 'object' || value === null) return by;
  const copy = (Array.isArray(value) ? value.slice() : { ...value }) as Record<string, unknown>;
  const keys = Object.keys(copy);
  const key = keys[step % (keys.length + 1)];
  if (key === undefined) {
    Object.defineProperty(copy, name, { value: by, enumerable: true, configurable: true });
  } else {
    copy[key] = changed(copy[key], rest, by, name);
  }
  return copy;
}

const name = fc.constantFrom('x', 'dtype', 'parallelism', '__proto__', 'tensors', 'parameterCount');

test.prop([fc.constantFrom(...configs), steps, odd, name, fc.boolean(), steps], { numRuns: 1500 })(
  'whatever is handed in, a model comes out or faults that say why not',
  (config, at, by, beside, changesOptions, where) => {
    const given = changed(config, at, by, beside);
    const how = changesOptions ? changed(options, where, by, beside) : {};
    for (const build of [buildModel, buildPhases, boundedModels]) {
      try {
        const built = build(given as never, how as never);
        const models = built instanceof Model ? [built] : Object.values(built).slice(0, 2);
        for (const each of models) {
          const { total } = (each as Model).parameterCount;
          expect(total).toBeGreaterThan(0);
        }
      } catch (error) {
        if (!MantileError.isInstance(error)) throw error;
        for (const { code, message } of error.faults) {
          expect(code).toMatch(/^[a-z]+\.[a-z_]+$/);
          expect(message).not.toContain('[object');
        }
      }
    }
  },
  60_000,
);
