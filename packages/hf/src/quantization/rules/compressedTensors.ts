import type { Finding } from '@mantile/config';
import { compileModules } from '../pattern/moduleMatcher.ts';
import { plain, type WeightFormat } from '../weightFormat.ts';
import { isLinear } from './linear.ts';
import { asCount, asList, asObject, ignoredModules, isGiven, type Rule } from './rules.ts';

/** What the groups of compressed-tensors say, each with its targets: classes, names or patterns. */
export function compressedTensorsRule(
  quantization: Readonly<Record<string, unknown>>,
  path: string,
  findings: Finding[],
): Rule {
  const groups = Object.entries(asObject(quantization['config_groups'])).map(([key, value]) => {
    const group = asObject(value);
    const where = `${path}.config_groups.${key}`;
    const format = groupFormat(group, group['format'] ?? quantization['format']);
    if (format === undefined) {
      findings.push({
        code: 'quantization.unknown_format',
        severity: 'error',
        path: where,
        message: 'this group’s format is not known: its weights are taken as stored whole.',
        fix: 'Give the tensors, which show how weights are stored.',
      });
    }
    const targets = asList(group['targets']);
    const named = targets.filter((target) => target !== 'Linear');
    const isNamed = compileModules(named, `${where}.targets`, findings);
    // Without targets a group means what most do.
    const isForAll = named.length < targets.length || targets.length === 0;
    return { format: format ?? plain, isNamed, isForAll };
  });
  const isIgnored = compileModules(ignoredModules(quantization), `${path}.ignore`, findings);
  return (name, shape) => {
    if (isIgnored(name) || shape.length < 2) return plain;
    const named = groups.find(({ isNamed }) => isNamed(name));
    if (named !== undefined) return named.format;
    if (!isLinear(name, shape)) return plain;
    return groups.find(({ isForAll }) => isForAll)?.format ?? plain;
  };
}

function groupFormat(
  group: Readonly<Record<string, unknown>>,
  format: unknown,
): WeightFormat | undefined {
  const weights = asObject(group['weights']);
  const bits = asCount(weights['num_bits']);
  const type = weights['type'];
  if (format === 'nvfp4-pack-quantized') {
    const hasInputScale = isGiven(group['input_activations']);
    return { kind: 'nvfp4', style: 'compressed-tensors', hasInputScale };
  }
  if (format === 'mxfp4-pack-quantized') return { kind: 'mxfp4', style: 'compressed-tensors' };
  if (type === 'int' && format === 'pack-quantized' && (bits === 4 || bits === 8)) {
    const groupSize = asCount(weights['group_size']) ?? Number.MAX_SAFE_INTEGER;
    const hasZeroPoint = weights['symmetric'] === false;
    return { kind: 'packed-int', bits, groupSize, scaleDtype: 'BF16', hasZeroPoint };
  }
  if (type === 'int' && bits === 8) return { kind: 'int8-channel', scaleDtype: 'BF16' };
  if (type !== 'float' || bits !== 8) return undefined;
  const [rows, columns] = asList(weights['block_structure']).map(asCount);
  if (weights['strategy'] === 'block' && rows !== undefined && columns !== undefined) {
    return {
      kind: 'fp8-block',
      block: [rows, columns],
      scaleDtype: 'BF16',
      scaleName: 'weight_scale',
    };
  }
  if (weights['strategy'] === 'channel') return { kind: 'fp8-channel', scaleDtype: 'BF16' };
  const input = asObject(group['input_activations']);
  const hasInputScale = isGiven(group['input_activations']) && input['dynamic'] !== true;
  return { kind: 'fp8-tensor', hasInputScale };
}
