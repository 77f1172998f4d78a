import { validateModelConfig } from '@mantile/config';
import {
  createLayerRegistry,
  Layer,
  standardDtypes,
  type LayerOptions,
  type StepFrame,
  type Work,
} from '@mantile/core';
import { standardLayers } from '@mantile/layers';
import { writeSpec } from '@mantile/layers/spec';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { buildModelConfig } from '../../buildModelConfig.ts';
import { storedTensors } from '../../quantization/storedTensors.ts';
import type { WeightFormat } from '../../quantization/weightFormat.ts';
import type { Tensor } from '../../tensors/tensor.ts';
import { toyConfig, unknownMixer } from '../__fixtures__/models.ts';
import { gapsOf } from '../find/gapsOf.ts';
import { gapRegistryEntries } from '../registry/registryEntries.ts';
import { writeGapRegistry } from '../registry/writeGapRegistry.ts';
import { resolveGap } from './resolveGap.ts';

const schema = z.strictObject({ hiddenSize: z.int(), innerSize: z.int() });

/** A mixer of one matrix, and of rates that stay in 32 bits where the class says so. */
function mixerClass(ratesStay: boolean) {
  return class extends Layer<typeof schema> {
    static readonly kind = 'MixerLayer';
    static readonly specSchema = schema;
    static readonly supportedParallelism = [] as const;
    static readonly examples = [{ hiddenSize: 64, innerSize: 128 }];

    constructor(options: LayerOptions<z.input<typeof schema>>) {
      super(options);
      const { hiddenSize, innerSize } = this.spec;
      this.weight({ name: 'w_in', shape: [innerSize, hiddenSize] });
      this.weight({
        name: 'rates',
        shape: [innerSize],
        ...(ratesStay && { dtype: standardDtypes.fp32 }),
      });
    }

    forward(_step: StepFrame, _work: Work): void {
      // Weights are all that is looked at here.
    }
  };
}

function resolve(ratesStay: boolean, format?: WeightFormat) {
  const known = unknownMixer.tensors?.filter(({ name }) => !name.includes('mixer')) ?? [];
  const matrix = (layer: number): Tensor => ({
    name: `model.layers.${layer}.mixer.w_in.weight`,
    shape: [128, 64],
    dtype: 'BF16',
  });
  const rates = (layer: number): Tensor => ({
    name: `model.layers.${layer}.mixer.A_log`,
    shape: [128],
    dtype: 'F32',
  });
  const tensors = [
    ...known,
    matrix(0),
    rates(0),
    ...(format ? storedTensors(matrix(1), format) : [matrix(1)]),
    rates(1),
  ];
  const sources = { config: { ...toyConfig, torch_dtype: 'bfloat16' }, tensors };
  const { config } = buildModelConfig(sources);
  if (config === undefined) throw new Error('the toy has a config');
  const layer = mixerClass(ratesStay);
  const layers = createLayerRegistry([...standardLayers.classes, layer]);
  const spec = { hiddenSize: 64, innerSize: 128 };
  const step = { phase: 'prefill', batchSize: 1, seqLen: 16 } as const;
  const titles = ['one', 'two', 'three'];
  const cases = writeSpec({
    layer,
    prefix: 'MIXER',
    title: 'MixerLayer tests',
    overview: ['What it holds.'],
    conventions: [],
    cases: titles.map((title, at) => ({ title, spec, step: { ...step, batchSize: at + 1 } })),
  });
  const registry = writeGapRegistry(gapRegistryEntries(gapsOf(sources).gaps));
  return { layers, ...resolveGap({ gap: 'gaps/mixer.md', registry, config, cases, layers }) };
}

const fp8: WeightFormat = {
  kind: 'fp8-block',
  block: [128, 128],
  scaleDtype: 'F32',
  scaleName: 'weight_scale_inv',
};

describe('the formats of a resolved layer', () => {
  test('are those of its tensors, where the class says so too', () => {
    expect(resolve(true).findings).toEqual([]);
  });

  test('are said to differ, where a weight of its own format counts in that of the others', () => {
    expect(resolve(false).findings).toMatchObject([
      {
        code: 'gap.bytes_differ',
        severity: 'warning',
        path: 'layer_types.attention.mixer',
        message:
          'MixerLayer counts 16640 bytes of weights for one layer, and its tensors take 16896: A_log (fp32) has another format than the rest.',
      },
    ]);
  });

  test('stay apart where layers are stored differently', () => {
    const { config, layers } = resolve(true, fp8);
    const mixers = config.layer_types.filter(({ class: kind }) => kind === 'MixerLayer');
    expect(
      mixers.map(({ name, layer_indices: at, dtypes }) => [name, at, dtypes?.weights]),
    ).toEqual([
      ['attention.mixer', '0', undefined],
      ['attention.mixer.2', '1', 'fp8_block'],
    ]);
    const { errors, warnings } = validateModelConfig(config, { registry: layers });
    expect([errors, warnings]).toEqual([[], []]);
  });
});
