import type { MeasurementTable, ReadRow } from './measurementTable.ts';
import type { RowReader } from './table.ts';

const collectives = ['all_reduce', 'all_gather', 'reduce_scatter', 'alltoall'] as const;
const engineSuffix = '_custom';

/** A row of `<chip>_comm.csv`: `backend, op, num_gpus, total_bytes`. A backend ending in `_custom` is an engine's own kernel. */
function readExchange(
  row: RowReader,
): (ReadRow<'collective'> & { readonly backend: string }) | undefined {
  const op = row.word('op', collectives);
  if (op === undefined) return undefined;
  const packages = row.whole('num_gpus', 2);
  const bytes = row.whole('total_bytes');
  const wireFactor = ((op === 'all_reduce' ? 2 : 1) * (packages - 1)) / packages;
  return {
    backend: row.text('backend'),
    dtype: 'bytes',
    variant: op,
    shape: `${packages},${bytes}`,
    sizes: { packages, bytes, wireFactor },
  };
}

/** The columns of `<chip>_comm.csv`. */
const exchangeColumns = { required: ['backend', 'op', 'num_gpus', 'total_bytes'], optional: [] };

/** Reads the rows whose backend is, or is not, an engine's own kernel. */
// @__NO_SIDE_EFFECTS__
function exchangeReader(
  accepts: (backend: string, op: string) => boolean,
): (row: RowReader) => Omit<ReadRow<'collective'>, 'kind'> | undefined {
  return (row) => {
    const read = readExchange(row);
    if (read === undefined || !accepts(read.backend, read.variant)) return undefined;
    const { backend, dtype, variant, shape, sizes } = read;
    return backend.endsWith(engineSuffix)
      ? { dtype, shape, sizes, engine: backend.slice(0, -engineSuffix.length), variant: '' }
      : { dtype, shape, sizes, engine: 'any', variant };
  };
}

/** All-reduce, all-gather and reduce-scatter of a library. */
export const collectiveTable: MeasurementTable<'collective'> = {
  kind: 'collective',
  file: 'comm',
  columns: exchangeColumns,
  read: exchangeReader((backend, op) => !backend.endsWith(engineSuffix) && op !== 'alltoall'),
};

/** All-to-all of a library. */
export const libraryAllToAllTable: MeasurementTable<'libraryAllToAll'> = {
  kind: 'libraryAllToAll',
  file: 'comm',
  columns: exchangeColumns,
  read: exchangeReader((backend, op) => !backend.endsWith(engineSuffix) && op === 'alltoall'),
};

/** All-reduce of an engine. */
export const engineAllReduceTable: MeasurementTable<'engineAllReduce'> = {
  kind: 'engineAllReduce',
  file: 'comm',
  columns: exchangeColumns,
  read: exchangeReader((backend) => backend.endsWith(engineSuffix)),
};
