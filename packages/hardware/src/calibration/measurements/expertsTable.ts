import { routingImbalance } from '../formulas/routingImbalance.ts';
import { kernelDtypeName, kernelDtypes } from './kernelDtypes.ts';
import type { MeasurementTable } from './measurementTable.ts';
import type { RowReader } from './table.ts';

/** The exponent of a power law in the text `pl` and a number; 0 when experts are equally liked. */
function skewOf(row: RowReader, distribution: string): number {
  if (distribution === '' || distribution === 'balanced') return 0;
  const exponent = /^pl(\d+(?:\.\d+)?)$/.exec(distribution)?.[1];
  if (exponent !== undefined) return Number(exponent);
  row.fault(
    'measurement.unknown_value',
    'distribution',
    'expected balanced, or pl and an exponent such as pl1.2',
  );
  return 0;
}

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
    const tokens = row.whole('num_tokens_global');
    const hidden = row.whole('hidden');
    const inter = row.whole('inter');
    const expertsPerToken = row.whole('topk');
    const experts = row.whole('num_experts');
    const tensorParallel = row.whole('tp');
    const packages = row.whole('ep');
    const distribution = row.text('distribution');
    const skew = skewOf(row, distribution);
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
      placement: packages > 1 ? 'spread' : 'whole',
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
