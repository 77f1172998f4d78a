import type { DtypeName } from '@mantile/core';
import type { ConfigReader } from './configReader.ts';

const byTorchName: Readonly<Record<string, DtypeName>> = {
  bfloat16: 'bf16',
  float16: 'fp16',
  half: 'fp16',
  float32: 'fp32',
  float: 'fp32',
};

/** The number format that a model's weights are in before any quantisation, where its configuration says so. */
export function weightDtype(config: ConfigReader): DtypeName | undefined {
  const stated = config.raw('torch_dtype', 'dtype', 'text_config.torch_dtype', 'text_config.dtype');
  if (typeof stated !== 'string') {
    config.note(
      'info',
      'hf.dtype_absent',
      'torch_dtype',
      'no number format is stated; taken for bf16.',
    );
    return undefined;
  }
  const name = stated.replace(/^torch\./, '');
  if (Object.hasOwn(byTorchName, name)) return byTorchName[name];
  config.note(
    'warning',
    'hf.dtype_unknown',
    'torch_dtype',
    `no number format ${JSON.stringify(name.slice(0, 40))}; taken for bf16.`,
  );
  return undefined;
}
