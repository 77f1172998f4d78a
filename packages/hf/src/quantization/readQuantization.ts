import type { Finding } from '@mantile/config';
import type { DtypeName } from '@mantile/core';
import { elementCount } from '../tensors/size.ts';
import type { Tensor } from '../tensors/tensor.ts';
import { cacheFormat } from './cacheFormat.ts';
import { logicalTensors } from './logicalTensors.ts';
import { compressedTensorsRule } from './rules/compressedTensors.ts';
import { expertStackRule, fp8Rule, uniformFormat, uniformRule } from './rules/methods.ts';
import { modeloptRule } from './rules/modelopt.ts';
import { asObject, isGiven, type Rule } from './rules/rules.ts';
import { plain, type WeightFormat } from './weightFormat.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * Where it is told how a model's weights are stored; any of them may be missing.
 *
 * @example
 * import { readQuantization, type QuantizationSources } from '@mantile/hf';
 * const sources: QuantizationSources = { config: { model_type: 'llama' } };
 * readQuantization(sources).method // => 'none'
 * @category Quantisation
 */
export interface QuantizationSources {
  /** `config.json`. */
  readonly config?: Json | undefined;
  /** `hf_quant_config.json`. */
  readonly quantConfig?: Json | undefined;
  /** The stored tensors; they have the last word. */
  readonly tensors?: readonly Tensor[] | undefined;
}

/**
 * How a model's weights are stored.
 *
 * @example
 * import { readQuantization, type Quantization } from '@mantile/hf';
 * const quantization: Quantization = readQuantization({
 *   quantConfig: { quantization: { quant_algo: 'FP8', exclude_modules: ['lm_head'] } },
 * });
 * quantization.formatOf('model.layers.0.mlp.up_proj.weight', [28672, 8192]) // => { kind: 'fp8-tensor', hasInputScale: true }
 * quantization.formatOf('lm_head.weight', [128256, 8192]) // => { kind: 'plain' }
 * @category Quantisation
 */
export interface Quantization {
  /** Who quantised: `'fp8'`, `'modelopt'`, `'compressed-tensors'` …; `'none'` when nobody says so. */
  readonly method: string;
  readonly findings: readonly Finding[];
  /** The number format that the checkpoint asks for its KV cache; absent where the cache is left as it is. */
  readonly cacheFormat?: DtypeName | undefined;
  /** The format of a tensor by the name and shape that it has unquantised. */
  readonly formatOf: (name: string, shape: readonly number[]) => WeightFormat;
}

/**
 * Reads how weights are stored: from the tensors where they are given, or from `quantization_config` and
 * `hf_quant_config.json`, with their lists of exceptions as names, parts of names, globs and patterns.
 *
 * @example
 * import { readQuantization } from '@mantile/hf';
 * const { formatOf } = readQuantization({
 *   config: { quantization_config: { quant_method: 'fp8', weight_block_size: [128, 128], modules_to_not_convert: ['gate'] } },
 * });
 * formatOf('model.layers.0.mlp.up_proj.weight', [2048, 4096]).kind // => 'fp8-block'
 * formatOf('model.layers.0.mlp.gate.weight', [256, 4096]).kind // => 'plain'
 * @category Quantisation
 */
export function readQuantization(sources: QuantizationSources): Quantization {
  const findings: Finding[] = [];
  const { config = {}, quantConfig = {} } = sources;
  const { method, rule } = ruleOf(config, quantConfig, findings);
  const kvCache = cacheFormat(config, quantConfig, findings);
  const common = { method, findings, ...(kvCache !== undefined && { cacheFormat: kvCache }) };
  if (sources.tensors === undefined) {
    return { ...common, formatOf: (name, shape) => rule(name, shape) ?? plain };
  }
  const logical = logicalTensors(sources.tensors, {
    formatOf: (name, shape) => rule(name, shape) ?? plain,
  });
  const formats = new Map(logical.tensors.map(({ name, format }) => [name, format]));
  findings.push(...logical.findings);
  const other = logical.tensors.filter(({ name, shape, format, dtype }) => {
    // A flat row of bytes is a matrix all the same.
    const said = rule(name, format.kind === 'bitsandbytes-4bit' ? [1, ...shape] : shape);
    // Configurations name what is quantised coarsely: of what is stored whole they need not speak.
    if (said === undefined || (dtype === 'F32' && said === plain)) return false;
    return said.kind !== format.kind || bitsOf(said) !== bitsOf(format);
  });
  if (method !== 'none' && other.length > 0) {
    const elements = other.reduce((sum, tensor) => sum + elementCount(tensor), 0);
    const [first] = other;
    findings.push({
      code: 'quantization.disagrees',
      severity: 'warning',
      path: first?.name ?? '',
      message: `${other.length} weights of ${elements} elements are stored otherwise than the configuration says; the first as ${first === undefined ? '' : nameOf(first.format)}.`,
      fix: 'None: the tensors are what is counted.',
    });
  }
  return {
    ...common,
    formatOf: (name, shape) => formats.get(name) ?? rule(name, shape) ?? plain,
  };
}

const bitsOf = (format: WeightFormat): number | undefined =>
  'bits' in format ? format.bits : undefined;

function nameOf(format: WeightFormat): string {
  const bits = bitsOf(format);
  return bits === undefined ? format.kind : `${format.kind} in ${bits} bits`;
}

/** Says that a configuration of quantisation is none, and how one is written. */
function noObject(path: string, value: unknown): Finding {
  const shown = JSON.stringify(value).slice(0, 60);
  const likely = typeof value === 'string' ? value.slice(0, 40) : 'fp8';
  return {
    code: 'quantization.invalid',
    severity: 'error',
    path,
    message: `expected an object that says how weights are stored, got ${shown}: it says nothing that could be read.`,
    fix: `Write {"quant_method": ${JSON.stringify(likely)}} with the fields of that method, or take the config.json of the model as it was published.`,
  };
}

function ruleOf(
  config: Json,
  quantConfig: Json,
  findings: Finding[],
): { readonly method: string; readonly rule: Rule } {
  const none = { method: 'none', rule: () => undefined };
  const text = asObject(config['text_config']);
  const [path, own] = (
    [
      ['config.json: quantization_config', config['quantization_config']],
      ['config.json: text_config.quantization_config', text['quantization_config']],
      ['config.json: compression_config', config['compression_config']],
    ] as const
  ).find(([, value]) => isGiven(value)) ?? ['', undefined];
  const beside = asObject(quantConfig['quantization']);
  const besidePath = 'hf_quant_config.json: quantization';
  if (own === undefined) {
    if (!isGiven(beside['quant_algo'])) return none;
    return { method: 'modelopt', rule: modeloptRule(beside, besidePath, findings) };
  }
  if (typeof own !== 'object' || Array.isArray(own)) {
    findings.push(noObject(path, own));
    return none;
  }
  const quantization = asObject(own);
  const given = quantization['quant_method'];
  const method = typeof given === 'string' ? given : 'none';
  if (method === 'fp8') {
    const base = fp8Rule(quantization, { ...text, ...config }, path, findings);
    if (quantization['quantized_layers'] === undefined) return { method, rule: base };
    const listed = modeloptRule(quantization, path, findings);
    return { method, rule: (name, shape) => listed(name, shape) ?? base(name, shape) };
  }
  if (isGiven(quantization['quant_algo'])) {
    return { method: 'modelopt', rule: modeloptRule(quantization, path, findings) };
  }
  if (method === 'compressed-tensors' || quantization['config_groups'] !== undefined) {
    return {
      method: 'compressed-tensors',
      rule: compressedTensorsRule(quantization, path, findings),
    };
  }
  if (method === 'mxfp4') return { method, rule: expertStackRule(quantization, path, findings) };
  const format = uniformFormat(method, quantization);
  if (format !== undefined)
    return { method, rule: uniformRule(quantization, format, path, findings) };
  findings.push({
    code: 'quantization.unknown_method',
    severity: 'error',
    path: `${path}.quant_method`,
    message: `${typeof given === 'string' ? `no method ${JSON.stringify(given.slice(0, 60))} is known` : 'no method is named'}: weights are taken as stored whole.`,
    fix: 'Give the tensors, which show how weights are stored.',
  });
  return { method, rule: () => undefined };
}
