import { kernelDtypeName, kernelDtypes } from './kernelDtypes.ts';
import type { MeasurementTable } from './measurementTable.ts';

/** How many copies of a weight the benchmark of an engine cycles through: with one, it stays in the cache. */
function weightCopies(engine: string, dtype: string): number {
  if (engine === 'vllm' && (dtype === 'nvfp4' || dtype === 'fp8_block')) return 1;
  return { trtllm: 5, any: 5, vllm: 6, sglang: 6 }[engine] ?? 1;
}

/** Products by shape and format: `gemm_dtype, m, n, k`. */
export const matmulTable: MeasurementTable<'matmul'> = {
  kind: 'matmul',
  file: 'gemm',
  columns: { required: ['gemm_dtype', 'm', 'n', 'k'], optional: ['weight_copies'] },
  read(row, engine) {
    const dtype = kernelDtypeName(row.text('gemm_dtype'));
    const format = kernelDtypes[dtype];
    if (format === undefined) {
      row.word('gemm_dtype', Object.keys(kernelDtypes));
      return undefined;
    }
    const rows = row.whole('m');
    const outer = row.whole('n');
    const inner = row.whole('k');
    const weightBytes = format.weightBytes * inner * outer;
    const copies = row.has('weight_copies')
      ? row.whole('weight_copies')
      : weightCopies(engine, dtype);
    return {
      dtype,
      variant: '',
      shape: `${rows},${outer},${inner}`,
      sizes: {
        rows,
        inner,
        outer,
        weightBytes,
        activationBytes: format.activationBytes,
        hotBytes: copies * weightBytes,
      },
    };
  },
};
