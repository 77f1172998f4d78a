import type { MeasurementTable } from './measurementTable.ts';

/** Bytes per element in FP8 with its scales, and in 16 bits. */
const dispatchBytes = 1.03;
const combineBytes = 2;
/** What a node holds, for the tables that do not say it. */
const packagesPerNode = 8;

/** Distinct targets among `targets` that `draws` random choices reach. */
function distinct(targets: number, draws: number): number {
  return targets * (1 - (1 - 1 / targets) ** draws);
}

/** DeepEP: `mode, nodes, hidden, tokens_per_rank, topk, num_experts`, with the times `dispatch_us` and `combine_us`. */
export const expertExchangeTable: MeasurementTable<'tokenExchange'> = {
  kind: 'tokenExchange',
  file: 'deepep',
  columns: {
    required: ['mode', 'nodes', 'hidden', 'tokens_per_rank', 'topk', 'num_experts'],
    optional: ['sms', 'packages_per_node'],
  },
  read(row, phase) {
    const mode = row.word('mode', ['low_latency', 'normal']);
    if (mode === undefined) return undefined;
    const nodes = row.whole('nodes');
    const perNode = row.has('packages_per_node') ? row.whole('packages_per_node') : packagesPerNode;
    const packages = nodes * perNode;
    const expertsPerToken = row.whole('topk');
    const hidden = row.whole('hidden');
    const tokens = row.whole('tokens_per_rank');
    const experts = row.whole('num_experts');
    const bytes = tokens * hidden * (phase === 'dispatch' ? dispatchBytes : combineBytes);
    // Low latency sends every copy straight to its package; else one copy crosses to a node and is spread there.
    const isDirect = mode === 'low_latency';
    const nodeBytes = isDirect
      ? (bytes * expertsPerToken * (perNode - 1)) / packages
      : (bytes * distinct(packages, expertsPerToken) * (perNode - 1)) / perNode;
    const networkBytes = isDirect
      ? (bytes * expertsPerToken * (packages - perNode)) / packages
      : (bytes * distinct(nodes, expertsPerToken) * (nodes - 1)) / nodes;
    const copies = tokens * (isDirect ? expertsPerToken : distinct(packages, expertsPerToken));
    return {
      dtype: 'bytes',
      engine: 'any',
      variant: `deepep_${mode}_${phase}`,
      shape: [nodes, hidden, tokens, expertsPerToken, experts].join(),
      sizes: { packages, nodes, experts, nodeBytes, networkBytes, tokens, copies },
    };
  },
};

/** Bytes per element of what is dispatched, by format. */
const dispatched: Readonly<Record<string, number>> = { bfloat16: 2, fp8: 1, nvfp4: 0.5625 };

/** All-to-all over one switch domain: `kernel, op, moe_dtype, ep, hidden, topk, num_tokens_per_rank`. */
export const domainExchangeTable: MeasurementTable<'tokenExchange'> = {
  kind: 'tokenExchange',
  file: 'alltoall',
  columns: {
    required: ['kernel', 'op', 'moe_dtype', 'ep', 'hidden', 'topk', 'num_tokens_per_rank'],
    optional: [],
  },
  read(row) {
    const op = row.text('op').replace('alltoall_', '');
    // Computes addresses and sends next to nothing: no exchange.
    if (op === 'prepare') return undefined;
    const dtype = row.text('moe_dtype');
    const packages = row.whole('ep', 2);
    const hidden = row.whole('hidden');
    const expertsPerToken = row.whole('topk');
    const tokens = row.whole('num_tokens_per_rank');
    const elementBytes =
      op === 'dispatch' ? (dispatched[dtype] ?? 2) : op === 'combine_low_precision' ? 1 : 2;
    const copies = tokens * distinct(packages, expertsPerToken);
    const sent = copies * hidden * elementBytes;
    const localBytes = 2 * tokens * expertsPerToken * hidden * elementBytes;
    return {
      dtype: op === 'dispatch' ? kernelName(dtype) : 'bytes',
      engine: 'trtllm',
      variant: `${row.text('kernel')}_${op}`,
      shape: [packages, hidden, expertsPerToken, tokens].join(),
      sizes: {
        packages,
        nodes: 1,
        experts: 0,
        nodeBytes: (sent * (packages - 1)) / packages,
        networkBytes: 0,
        tokens,
        copies,
        localBytes,
      },
    };
  },
};

function kernelName(dtype: string): string {
  return dtype === 'bfloat16' ? 'bf16' : dtype;
}
