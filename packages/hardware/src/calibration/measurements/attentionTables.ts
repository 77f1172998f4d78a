import { kernelDtypeName, kernelDtypes } from './kernelDtypes.ts';
import type { MeasurementTable } from './measurementTable.ts';
import type { RowReader } from './table.ts';

/** Width of the compressed entries of MLA and of the positions beside them. */
const latentWidth = 512;
const ropeWidth = 64;
/** Head widths of MLA in its expanded form. */
const expandedKeyWidth = 192;
const expandedValueWidth = 128;

/** The format of the cache, with the bytes of one element. */
function cacheFormat(
  row: RowReader,
  column: string,
): { readonly dtype: string; readonly bytes: number } | undefined {
  const dtype = kernelDtypeName(row.text(column));
  const format = kernelDtypes[dtype];
  if (format === undefined) {
    row.word(column, Object.keys(kernelDtypes));
    return undefined;
  }
  return { dtype, bytes: format.weightBytes };
}

/** Pairs of a prompt with itself under a causal mask, within a window. */
export function promptPairs(length: number, window: number): number {
  if (window >= length) return (length * (length + 1)) / 2;
  return (window * (window + 1)) / 2 + (length - window) * window;
}

/** Attention of one token per sequence: `kv_dtype, batch, kv_len, num_q_heads, num_kv_heads, head_dim, window` (0: none). */
export const decodeAttentionTable: MeasurementTable<'decodeAttention'> = {
  kind: 'decodeAttention',
  file: 'decode_attn',
  columns: {
    required: ['kv_dtype', 'batch', 'kv_len', 'num_q_heads', 'num_kv_heads', 'head_dim'],
    optional: ['window'],
  },
  read(row) {
    const format = cacheFormat(row, 'kv_dtype');
    if (format === undefined) return undefined;
    const sequences = row.whole('batch');
    const cached = row.whole('kv_len');
    const window = row.has('window') ? row.whole('window', 0) : 0;
    const length = window === 0 ? cached : Math.min(cached, window);
    const heads = row.whole('num_q_heads');
    const kvHeads = row.whole('num_kv_heads');
    const headWidth = row.whole('head_dim');
    const bytesPerPosition = 2 * kvHeads * headWidth * format.bytes;
    return {
      dtype: format.dtype,
      variant: '',
      shape: [sequences, cached, heads, kvHeads, headWidth, window].join(),
      sizes: {
        sequences,
        queries: 1,
        length,
        heads,
        kvHeads,
        headWidth,
        bytesPerPosition,
        hotBytes: sequences * length * bytesPerPosition,
      },
    };
  },
};

/** Attention of whole prompts: `attn_and_kv_dtype, batch, seq_len, num_q_heads, num_kv_heads, head_dim, window` (0: none). */
export const prefillAttentionTable: MeasurementTable<'prefillAttention'> = {
  kind: 'prefillAttention',
  file: 'prefill_attn',
  columns: {
    required: ['attn_and_kv_dtype', 'batch', 'seq_len', 'num_q_heads', 'num_kv_heads', 'head_dim'],
    optional: ['window'],
  },
  read(row) {
    const format = cacheFormat(row, 'attn_and_kv_dtype');
    if (format === undefined) return undefined;
    const sequences = row.whole('batch');
    const queries = row.whole('seq_len');
    const window = row.has('window') ? row.whole('window', 0) : 0;
    const span = window === 0 ? queries : Math.min(queries, window);
    const heads = row.whole('num_q_heads');
    const kvHeads = row.whole('num_kv_heads');
    const width = row.whole('head_dim');
    return {
      dtype: format.dtype,
      variant: '',
      shape: [sequences, queries, heads, kvHeads, width, window].join(),
      sizes: {
        sequences,
        queries,
        pairs: promptPairs(queries, span),
        span,
        heads,
        keyWidth: width,
        valueWidth: width,
        cachedWidth: kvHeads * width,
        bytesPerPosition: 2 * kvHeads * width * format.bytes,
        windowed: Number(span < queries),
      },
    };
  },
};

/** MLA of one token per sequence, absorbed form, widths 512 + 64: `kv_dtype, batch, kv_len, num_heads_local`. */
export const latentDecodeTable: MeasurementTable<'latentDecode'> = {
  kind: 'latentDecode',
  file: 'mla_decode',
  columns: { required: ['kv_dtype', 'batch', 'kv_len', 'num_heads_local'], optional: [] },
  read(row) {
    const format = cacheFormat(row, 'kv_dtype');
    if (format === undefined) return undefined;
    const sequences = row.whole('batch');
    const length = row.whole('kv_len');
    const heads = row.whole('num_heads_local');
    const bytesPerPosition = (latentWidth + ropeWidth) * format.bytes;
    return {
      dtype: format.dtype,
      variant: '',
      shape: [sequences, length, heads].join(),
      sizes: {
        sequences,
        queries: 1,
        length,
        heads,
        keyWidth: latentWidth + ropeWidth,
        valueWidth: latentWidth,
        bytesPerPosition,
        hotBytes: sequences * length * bytesPerPosition,
      },
    };
  },
};

/** MLA of whole prompts, expanded to key width 192 and value width 128: `kv_dtype, batch, seq_len, num_heads_local`. */
export const latentPrefillTable: MeasurementTable<'latentPrefill'> = {
  kind: 'latentPrefill',
  file: 'mla_prefill',
  columns: { required: ['kv_dtype', 'batch', 'seq_len', 'num_heads_local'], optional: [] },
  read(row) {
    const format = cacheFormat(row, 'kv_dtype');
    if (format === undefined) return undefined;
    const sequences = row.whole('batch');
    const queries = row.whole('seq_len');
    const heads = row.whole('num_heads_local');
    return {
      dtype: format.dtype,
      variant: '',
      shape: [sequences, queries, heads].join(),
      sizes: {
        sequences,
        queries,
        pairs: promptPairs(queries, queries),
        span: queries,
        heads,
        keyWidth: expandedKeyWidth,
        valueWidth: expandedValueWidth,
        bytesPerPosition: (latentWidth + ropeWidth) * format.bytes,
      },
    };
  },
};
