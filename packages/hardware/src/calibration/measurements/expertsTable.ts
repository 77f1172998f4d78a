import { routingImbalance } from '../formulas/routingImbalance.ts';
import { kernelDtypeName, kernelDtypes } from './kernelDtypes.ts';
import type { MeasurementTable } from './measurementTable.ts';

/** The kernels of experts without a gate: two matrices instead of three. */
const ungated = 'nongated';

/**
 * Routed experts: `moe_dtype, num_tokens_global, hidden, inter, topk, num_experts, tp, ep`, and, where known,
 * `framework, kernel, distribution` (`balanced`, or `pl` and the exponent) and the loads of the measured package.
 */
export const expertsTable: MeasurementTable<'experts'> = {
  kind: 'experts',
  file: 'moe',
  columns: {
    required: [
      'moe_dtype',
      'num_tokens_global',
      'hidden',
      'inter',
      'topk',
      'num_experts',
      'tp',
      'ep',
    ],
    optional: [
      'framework',
      'kernel',
      'distribution',
      'rank0_assignments_expected',
      'rank0_active_experts_expected',
    ],
  },
  read(row, engine) {
    const dtype = kernelDtypeName(row.text('moe_dtype'));
    const format = kernelDtypes[dtype];
    if (format === undefined) {
      row.word('moe_dtype', Object.keys(kernelDtypes));
      return undefined;
    }
    const tokens = row.number('num_tokens_global');
    const hidden = row.number('hidden');
    const inter = row.number('inter');
    const expertsPerToken = row.number('topk');
    const experts = row.number('num_experts');
    const tensorParallel = row.number('tp');
    const packages = row.number('ep');
    const distribution = row.text('distribution');
    const skew = distribution.startsWith('pl') ? Number(distribution.slice(2)) : 0;
    const imbalance = routingImbalance({ tokens, experts, expertsPerToken, packages, skew });
    const pairs = row.has('rank0_assignments_expected')
      ? row.number('rank0_assignments_expected', 0)
      : (imbalance * tokens * expertsPerToken) / packages;
    const local = experts / packages;
    const active = row.has('rank0_active_experts_expected')
      ? row.number('rank0_active_experts_expected', 0)
      : Math.min(local, Math.ceil(pairs));
    const kernel = row.text('kernel');
    const matrices = kernel.includes(ungated) ? 2 : 3;
    const innerWidth = inter / tensorParallel;
    const elements = matrices * hidden * innerWidth;
    return {
      dtype,
      engine: row.has('framework') ? row.text('framework') : engine,
      variant: kernel,
      shape: [
        tokens,
        hidden,
        inter,
        expertsPerToken,
        experts,
        tensorParallel,
        packages,
        distribution,
      ].join(),
      sizes: {
        pairs,
        tokens,
        active,
        elements,
        weightBytesPerExpert: elements * format.weightBytes,
        widths: matrices * (hidden + innerWidth),
        activationBytes: format.activationBytes,
      },
    };
  },
};
