import { expect, test } from 'vitest';
import { MoELayer } from '../../moe/moe.ts';
import { LoRALinearLayer } from '../../adapters/loraLinear.ts';
import { createLayerRegistry, type LayerClass, type ParallelismOptions } from '@mantile/core';
import { runSpec } from '../run.ts';
import { writeSpec } from './document.ts';

const step = { phase: 'decode', batchSize: 8, contextLen: 100 } as const;
const experts = { hiddenSize: 48, intermediateSize: 96, numExperts: 8, topK: 2 };

test.each<[what: string, LayerClass, object, ParallelismOptions, line: string]>([
  // 8 * (1 - 0.75^8) = 8 * 0.89988708...
  [
    'experts of a step',
    MoELayer,
    experts,
    {},
    '- `active = E * (1 - (1 - k / E)^(B * S)) = 7.19909667',
  ],
  // a fourth of that
  [
    'experts that are dealt out',
    MoELayer,
    experts,
    { expertParallel: 4 },
    '- `active = E * (1 - (1 - k / E)^(B * S)) / ep = 1.7997741',
  ],
  // 8 * (1 - (1 + 16 / 8)^-1)
  [
    'experts of which some are liked better',
    MoELayer,
    { ...experts, popularityShape: 1 },
    {},
    '- `active = max(k, E * (1 - (1 + B * S * k / (E * popularityShape))^-popularityShape)) = 5.333333',
  ],
  // 4 * (1 - 0.75^8)
  [
    'adapters of a batch',
    LoRALinearLayer,
    { dIn: 48, dOut: 96, rank: 4, numAdapters: 4 },
    {},
    '- `active = numAdapters * (1 - (1 - 1 / numAdapters)^B) = 3.599548',
  ],
])('%s are derived, and checked', (_what, layer, spec, parallelism, line) => {
  const cases = [{ title: 'any', spec, parallelism, step }];
  const text = writeSpec({ layer, prefix: 'ANY', overview: ['Any.'], cases });
  const written = text.split('\n').find((each) => each.includes('active ='));
  expect(written?.slice(0, line.length)).toBe(line);
  const options = { layers: createLayerRegistry([layer]), file: 'any.md' };
  expect(runSpec(text, options).findings).toEqual([]);
  const wrong = line.replace(/\d(?=\d$)/, (digit) => String((Number(digit) + 1) % 10));
  const [finding] = runSpec(text.replace(line, wrong), options).findings;
  expect(finding?.code).toBe('arithmetic.wrong');
});
