import type { MeasurementTable } from './measurementTable.ts';
import type { RowReader } from './table.ts';

/** States are kept in single precision. */
const stateElementBytes = 4;

const columns = {
  required: ['phase', 'batch', 'seq_len', 'num_k_heads', 'head_k_dim', 'num_v_heads', 'head_v_dim'],
  optional: ['framework'],
} as const;

function head(row: RowReader, engine: string) {
  const stateBytes =
    stateElementBytes *
    row.whole('num_v_heads') *
    row.whole('head_k_dim') *
    row.whole('head_v_dim');
  const sequences = row.whole('batch');
  const tokens = row.whole('seq_len');
  return {
    dtype: 'bf16',
    engine: row.has('framework') ? row.text('framework') : engine,
    variant: '',
    shape: [sequences, tokens, row.text('num_k_heads'), stateBytes].join(),
    sizes: { sequences, tokens, stateBytes },
  };
}

/** Gated delta nets, one token per sequence: `phase` (prefill, decode), `batch, seq_len, num_k_heads, head_k_dim, num_v_heads, head_v_dim`. */
export const stateDecodeTable: MeasurementTable<'stateDecode'> = {
  kind: 'stateDecode',
  file: 'gdn',
  columns,
  read: (row, engine) =>
    row.word('phase', ['prefill', 'decode']) === 'decode' ? head(row, engine) : undefined,
};

/** Gated delta nets, whole prompts; the columns are those of {@link stateDecodeTable}. */
export const statePrefillTable: MeasurementTable<'statePrefill'> = {
  kind: 'statePrefill',
  file: 'gdn',
  columns,
  read: (row, engine) =>
    row.word('phase', ['prefill', 'decode']) === 'prefill' ? head(row, engine) : undefined,
};
