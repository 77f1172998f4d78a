import type { Finding } from '@mantile/config';
import type { DtypeName } from '@mantile/core';
import { asObject, isGiven } from './rules/rules.ts';

type Json = Readonly<Record<string, unknown>>;

const byName: Readonly<Record<string, DtypeName>> = { FP8: 'fp8', INT8: 'int8', NVFP4: 'nvfp4' };

/**
 * The format in which a quantised checkpoint asks for its KV cache: modelopt's `kv_cache_quant_algo`, or the
 * `kv_cache_scheme` of compressed-tensors and its like; nothing where the cache is left as it is.
 */
export function cacheFormat(
  config: Json,
  quantConfig: Json,
  findings: Finding[],
): DtypeName | undefined {
  const own = asObject(
    config['quantization_config'] ?? asObject(config['text_config'])['quantization_config'],
  );
  const beside = asObject(quantConfig['quantization']);
  const stated = [
    ['hf_quant_config.json: quantization.kv_cache_quant_algo', beside['kv_cache_quant_algo']],
    ['config.json: quantization_config.kv_cache_quant_algo', own['kv_cache_quant_algo']],
    ['config.json: quantization_config.kv_cache_scheme', own['kv_cache_scheme']],
  ] as const;
  const [path, value] = stated.find(([, each]) => isGiven(each)) ?? ['', undefined];
  if (value === undefined) return undefined;
  const name = typeof value === 'string' ? value.toUpperCase() : schemeName(asObject(value));
  if (Object.hasOwn(byName, name)) return byName[name];
  findings.push({
    code: 'quantization.unknown_cache_format',
    severity: 'warning',
    path,
    message: `no cache format ${JSON.stringify(value).slice(0, 60)} is known: the cache is taken as left whole.`,
    fix: 'Say the format where the model is built: dtypes.kvCache.',
  });
  return undefined;
}

/** `FP8` for eight bits of floating point. */
function schemeName(scheme: Json): string {
  const { num_bits: bits, type } = scheme;
  if (type === 'float') return bits === 4 ? 'NVFP4' : `FP${String(bits)}`;
  return `${type === 'int' ? 'INT' : String(type)}${String(bits)}`;
}
