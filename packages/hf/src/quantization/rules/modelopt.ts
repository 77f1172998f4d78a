import type { Finding } from '@mantile/config';
import { compileModules } from '../pattern/moduleMatcher.ts';
import { bareName, withAliases, withAncestors } from '../pattern/moduleNames.ts';
import { plain, type WeightFormat } from '../weightFormat.ts';
import { isLinear } from './linear.ts';
import { asObject, ignoredModules, isGiven, type Rule } from './rules.ts';

const nvfp4: WeightFormat = { kind: 'nvfp4', style: 'modelopt', hasInputScale: true };
const weightOnly: WeightFormat = { kind: 'nvfp4', style: 'modelopt', hasInputScale: false };

const algorithms: Readonly<Record<string, WeightFormat>> = {
  FP8: { kind: 'fp8-tensor', hasInputScale: true },
  FP8_PER_CHANNEL_PER_TOKEN: { kind: 'fp8-channel', scaleDtype: 'F32' },
  NVFP4: nvfp4,
  NVFP4_AWQ: nvfp4,
  W4A8_NVFP4_FP8: nvfp4,
  W4A16_NVFP4: weightOnly,
  MXFP8: { kind: 'mxfp8', scaleDtype: 'U8', scaleName: 'weight_scale' },
  MXFP4: { kind: 'mxfp4', style: 'modelopt' },
};

/** What modelopt's `quant_algo` and `quantized_layers` say. */
export function modeloptRule(
  quantization: Readonly<Record<string, unknown>>,
  path: string,
  findings: Finding[],
): Rule {
  const unknown = new Set<unknown>();
  const formatOf = (algorithm: unknown): WeightFormat | undefined => {
    const name = typeof algorithm === 'string' ? algorithm : '';
    if (Object.hasOwn(algorithms, name)) return algorithms[name];
    unknown.add(algorithm);
    return undefined;
  };
  const listed = new Map<string, WeightFormat>();
  for (const [module, entry] of Object.entries(asObject(quantization['quantized_layers']))) {
    const format = formatOf(asObject(entry)['quant_algo']);
    if (format === undefined) continue;
    for (const name of withAliases(bareName(module))) listed.set(name, format);
  }
  const algorithm = quantization['quant_algo'];
  const isMixed = algorithm === 'MIXED_PRECISION' || listed.size > 0;
  const common = isMixed || !isGiven(algorithm) ? undefined : formatOf(algorithm);
  for (const name of unknown) {
    findings.push({
      code: 'quantization.unknown_algorithm',
      severity: 'error',
      path: `${path}.quant_algo`,
      message: `no algorithm ${JSON.stringify(name)} is known: its weights are taken as stored whole.`,
      fix: 'Give the tensors, which show how weights are stored.',
    });
  }
  const ignored = ignoredModules(quantization);
  if (common !== undefined && ignored.length === 0) {
    findings.push({
      code: 'quantization.no_exceptions',
      severity: 'warning',
      path,
      message:
        'the list of layers that are left whole is missing: all linear layers are taken as quantised, so that more may be stored than is counted.',
      fix: 'Give the tensors, which show how weights are stored.',
    });
  }
  const isIgnored = compileModules(ignored, `${path}.exclude_modules`, findings);
  return (name, shape) => {
    for (const module of withAncestors(bareName(name))) {
      const format = listed.get(module);
      // Norms and biases inside a listed module stay whole.
      if (format !== undefined) return shape.length > 1 ? format : plain;
    }
    if (common === undefined) return undefined;
    return isLinear(name, shape) && !isIgnored(name) ? common : plain;
  };
}
