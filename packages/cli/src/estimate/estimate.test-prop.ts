import { fc, test } from '@fast-check/vitest';
import type { Estimate } from '@mantile/core';
import { beforeAll, describe, expect } from 'vitest';
import { runMantile } from '../__fixtures__/mantile.ts';
import { estimateOptions } from './estimateFlags.ts';

beforeAll(async () => {
  await import('./estimateCommand.ts');
  await import('../inspect/readModel.ts');
}, 120_000);

/** Options by how they are typed, but for one that asks the network. */
const flags = estimateOptions
  .map(([, typed]) => typed.split(' ')[0] ?? '')
  .filter((flag) => flag !== '--revision');
const hostile = fc.oneof(
  // A name with a slash might be one of the hub's.
  fc.string({ maxLength: 30 }).filter((text) => !text.includes('/')),
  fc.double().map(String),
  fc.integer().map(String),
  fc.constantFrom('__proto__', 'constructor', '-1', '1e99', '0', 'NaN', '64abc', '1-2', 'fp8'),
);

describe('whatever is typed', () => {
  test.prop([fc.dictionary(fc.constantFrom(...flags), hostile, { maxKeys: 5 })], { numRuns: 150 })(
    'it is answered or refused',
    async (given) => {
      const args = Object.entries(given).flatMap(([flag, value]) => [flag, value]);
      const { code, out, error } = await runMantile([
        'estimate',
        'llama-3.2-1b',
        '--on',
        'h100',
        ...args,
        '--json',
      ]);
      expect([0, 2]).toContain(code);
      if (code === 2) {
        expect(out).toBe('');
        expect(error).toMatch(/^error: /);
      } else expect(JSON.parse(out)).toHaveProperty('memory.fits');
    },
  );

  test.prop([fc.string({ maxLength: 40 }).filter((text) => !text.includes('/'))], { numRuns: 150 })(
    'a model and hardware that there are not are refused',
    async (text) => {
      const { code, error } = await runMantile(['estimate', '--on', text, '--', `?${text}`]);
      expect(code).toBe(2);
      expect(error).toMatch('error: model: ');
    },
  );
});

const load = fc.record({
  tp: fc.constantFrom(1, 2, 4, 8),
  requests: fc.integer({ min: 1, max: 300 }),
  input: fc.integer({ min: 1, max: 20_000 }),
  output: fc.integer({ min: 1, max: 4000 }),
  kind: fc.constantFrom('batch', 'concurrency'),
});

test.prop([load], { numRuns: 60 })(
  'memory is the sum of its parts, and rates and times agree',
  async ({ tp, requests, input, output, kind }) => {
    const line = `llama-3.1-8b --on h100-sxm --tp ${tp} --${kind} ${requests} --input ${input} --output ${output} --json`;
    const { out } = await runMantile(['estimate', ...line.split(' ')]);
    const { memory, ...found } = JSON.parse(out) as Estimate;
    const parts = [memory.weights, memory.kvCache, memory.activations, memory.communication];
    expect(parts.reduce((sum, part) => sum + part, memory.reserve)).toBe(memory.total);
    expect(memory.fits).toBe(memory.total <= memory.capacity);
    expect(found.e2eMs).toBeCloseTo(found.ttftMs + found.tpotMs * (output - 1), 3);
    expect(found.outputTokensPerSecond / found.requestsPerSecond).toBeCloseTo(output, 6);
    expect(found.outputTokensPerSecondPerPackage * tp).toBeCloseTo(found.outputTokensPerSecond, 6);
  },
);
