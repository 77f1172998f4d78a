import { buildModel, decodeModelConfig } from '@mantile/config';
import { model as catalogued } from '@mantile/config/models';
import { Estimator, type Estimate } from '@mantile/core';
import {
  calibratedSystem,
  engineProfile,
  servedAs,
  system,
  type EngineName,
  type SystemId,
} from '@mantile/hardware';
import { describe, expect, test } from 'vitest';
import { runMantile } from '../packages/cli/src/__fixtures__/mantile.ts';
import type { Case } from '../validation/case.ts';
import { buildOptions, cacheOf } from '../validation/models.ts';
import { predict, profileOf } from '../validation/predict.ts';

interface Stack {
  readonly model: string;
  readonly chip: string;
  readonly system: SystemId;
  readonly engine: EngineName;
  readonly precision: string;
  /** What a person asks for where the checkpoint is not the publisher's own. */
  readonly weights?: 'nvfp4';
  readonly tensorParallel: number;
  readonly attentionDataParallel?: number;
  readonly expertParallel?: number;
}

const stacks: readonly Stack[] = [
  {
    model: 'gpt-oss-120b',
    chip: 'b200',
    system: 'dgx-b200',
    engine: 'trtllm',
    precision: 'fp4',
    tensorParallel: 4,
  },
  {
    model: 'gpt-oss-120b',
    chip: 'b200',
    system: 'dgx-b200',
    engine: 'vllm',
    precision: 'fp4',
    tensorParallel: 2,
  },
  {
    model: 'gpt-oss-120b',
    chip: 'h100',
    system: 'dgx-h100',
    engine: 'vllm',
    precision: 'fp4',
    tensorParallel: 4,
  },
  {
    model: 'deepseek-r1',
    chip: 'b200',
    system: 'dgx-b200',
    engine: 'sglang',
    precision: 'fp4',
    weights: 'nvfp4',
    tensorParallel: 8,
  },
  {
    model: 'deepseek-r1',
    chip: 'h200',
    system: 'dgx-h200',
    engine: 'sglang',
    precision: 'fp8',
    tensorParallel: 8,
  },
  {
    model: 'deepseek-r1',
    chip: 'b200',
    system: 'dgx-b200',
    engine: 'trtllm',
    precision: 'fp8',
    tensorParallel: 1,
    attentionDataParallel: 8,
  },
  {
    model: 'deepseek-v3',
    chip: 'gb200',
    system: 'gb200-nvl72',
    engine: 'sglang',
    precision: 'fp4',
    weights: 'nvfp4',
    tensorParallel: 1,
    attentionDataParallel: 16,
    expertParallel: 16,
  },
  {
    model: 'minimax-m2.5',
    chip: 'h200',
    system: 'dgx-h200',
    engine: 'vllm',
    precision: 'fp8',
    tensorParallel: 4,
  },
];

const workload = {
  inputTokens: 1024,
  outputTokens: 1024,
  load: { kind: 'concurrency', requests: 32 },
} as const;

/** As the guide shows it. */
function byLibrary(stack: Stack, { chunkTokens }: { readonly chunkTokens: number }): Estimate {
  const { engine, weights, tensorParallel, attentionDataParallel = 1, expertParallel = 1 } = stack;
  const box = system(stack.system);
  const config = catalogued(stack.model);
  const { build, calibration } = servedAs(config, box, engine, {
    parallelism: { tensorParallel, attentionDataParallel, expertParallel },
    weights,
    kvCache: cacheOf(config, stack),
  });
  return new Estimator(buildModel(config, build), calibratedSystem(box, calibration), {
    engine: { ...engineProfile(engine, box), chunkTokens },
  }).estimate(workload);
}

async function byCommand(stack: Stack, chunkTokens: number): Promise<Estimate> {
  const { weights, attentionDataParallel = 1, expertParallel = 1 } = stack;
  const { code, out, error } = await runMantile([
    'estimate',
    stack.model,
    ...['--on', stack.system, '--engine', stack.engine, '--tp', String(stack.tensorParallel)],
    ...['--attention-dp', String(attentionDataParallel), '--ep', String(expertParallel)],
    ...['--chunk', String(chunkTokens), '--kv-dtype', cacheOf(catalogued(stack.model), stack)],
    ...['--concurrency', '32', '--input', '1024', '--output', '1024', '--json'],
    ...(weights === undefined ? [] : ['--dtype', weights]),
  ]);
  expect([code, error]).toEqual([0, '']);
  return JSON.parse(out) as Estimate;
}

/** A row of the measurements that serves the same. */
function rowOf({ model, chip, engine, precision, tensorParallel, ...stack }: Stack): Case {
  const config = catalogued(model);
  const { attentionDataParallel = 1, expertParallel = 1 } = stack;
  const plan = { tensorParallel, attentionDataParallel, expertParallel };
  return {
    id: model,
    source: 'aiconfigurator',
    version: '',
    ...{ chip, model, engine, precision, plan, config },
    ...{ inputTokens: 1024, outputTokens: 1024, concurrency: 32 },
    build: buildOptions(config, { chip, engine, precision }, plan),
    measured: { tpotMs: 1 },
  };
}

describe.each(stacks)('$model on $chip with $engine in $precision', (stack) => {
  test('library, command line and validation predict the same', async () => {
    const row = rowOf(stack);
    const { chunkTokens } = profileOf(row);
    const library = byLibrary(stack, { chunkTokens });
    const command = await byCommand(stack, chunkTokens);
    const { tpotMs, ttftMs, e2eMs } = predict(row);
    expect([tpotMs, ttftMs, e2eMs]).toEqual([library.tpotMs, library.ttftP50Ms, library.e2eMs]);
    expect([command.tpotMs, command.ttftP50Ms, command.e2eMs, command.memory]).toEqual([
      library.tpotMs,
      library.ttftP50Ms,
      library.e2eMs,
      library.memory,
    ]);
  }, 60_000);
});

test('a config and the document that it was read from are served alike', () => {
  for (const id of ['gpt-oss-120b', 'deepseek-v3', 'llama-3.1-8b']) {
    const document = catalogued(id);
    const box = system('dgx-b200');
    const { build, notes, calibration } = servedAs(decodeModelConfig(document), box, 'vllm');
    expect({ build, notes, calibration }).toEqual(servedAs(document, box, 'vllm'));
  }
});
