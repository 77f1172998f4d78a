import type { Finding } from '@mantile/config';
import { compileModules } from '../pattern/moduleMatcher.ts';
import { plain, type WeightFormat } from '../weightFormat.ts';
import { isLinear } from './linear.ts';
import { asCount, asList, ignoredModules, type Rule } from './rules.ts';

type Json = Readonly<Record<string, unknown>>;

/** DeepSeek's FP8, and that of those who followed: blocks, with scales of 32 bits or powers of two. */
export function fp8Rule(quantization: Json, config: Json, path: string, findings: Finding[]): Rule {
  const [rows, columns] = asList(quantization['weight_block_size']).map(asCount);
  // The fourth generation keeps powers of two under a shorter name, and its experts in four bits.
  const isFourth = /^deepseek_(v4|ref)$/.test(String(config['model_type']));
  const hasInputScale = quantization['activation_scheme'] === 'static';
  let format: WeightFormat = { kind: 'fp8-tensor', hasInputScale };
  if (rows !== undefined && columns !== undefined) {
    format = {
      kind: 'fp8-block',
      block: [rows, columns],
      scaleDtype: isFourth ? 'F8_E8M0' : 'F32',
      scaleName: isFourth ? 'scale' : 'weight_scale_inv',
    };
  }
  // What MiMo-V2-Flash's trimmed configuration leaves unsaid, settled by its published totals.
  const isMimo = config['model_type'] === 'mimo_v2_flash';
  const pieces = (name: string): WeightFormat =>
    isMimo && name.endsWith('.k_proj.weight') && format.kind === 'fp8-block'
      ? { ...format, pieces: 4 }
      : format;
  const experts: WeightFormat =
    isFourth && config['expert_dtype'] === 'fp4' ? { kind: 'mxfp4', style: 'deepseek' } : format;
  // Beside a list of what is quantised otherwise, the list of exceptions belongs to that.
  const entries =
    quantization['quantized_layers'] === undefined ? ignoredModules(quantization) : [];
  const whole = isMimo ? [...entries, 'o_proj'] : entries;
  const isIgnored = compileModules(whole, `${path}.modules_to_not_convert`, findings);
  return (name, shape) => {
    if (!isLinear(name, shape) || isIgnored(name)) return plain;
    return /(^|\.)experts\.\d+\./.test(name) ? experts : pieces(name);
  };
}

/** One format for all linear layers but those listed. */
export function uniformRule(
  quantization: Json,
  format: WeightFormat,
  path: string,
  findings: Finding[],
): Rule {
  const isIgnored = compileModules(ignoredModules(quantization), path, findings);
  return (name, shape) =>
    shape.length === 2 && isLinear(name, shape) && !isIgnored(name) ? format : plain;
}

/** GPT-OSS: the stacks of experts alone. */
export function expertStackRule(quantization: Json, path: string, findings: Finding[]): Rule {
  const isIgnored = compileModules(ignoredModules(quantization), path, findings);
  return (name, shape) =>
    /(^|\.)experts\.(gate_up_proj|down_proj)$/.test(name) && shape.length === 3 && !isIgnored(name)
      ? { kind: 'mxfp4', style: 'gpt-oss' }
      : plain;
}

/** The formats of methods that are fully said by a few fields. */
export function uniformFormat(method: string, quantization: Json): WeightFormat | undefined {
  const bits = asCount(quantization['bits'] ?? quantization['w_bit']) ?? 4;
  const groupSize =
    asCount(quantization['group_size'] ?? quantization['q_group_size']) ?? Number.MAX_SAFE_INTEGER;
  switch (method) {
    case 'gptq':
    case 'gptqmodel':
      return { kind: 'gptq', bits, groupSize, scaleDtype: 'F16' };
    case 'awq':
      return { kind: 'awq', bits, groupSize, scaleDtype: 'F16' };
    case 'bitsandbytes':
      if (quantization['load_in_8bit'] === true || quantization['_load_in_8bit'] === true) {
        return { kind: 'bitsandbytes-8bit' };
      }
      return {
        kind: 'bitsandbytes-4bit',
        type: quantization['bnb_4bit_quant_type'] === 'fp4' ? 'fp4' : 'nf4',
        isNested: quantization['bnb_4bit_use_double_quant'] === true,
      };
    case 'fbgemm_fp8':
      return { kind: 'fp8-channel', scaleDtype: 'F32' };
    default:
      return undefined;
  }
}
