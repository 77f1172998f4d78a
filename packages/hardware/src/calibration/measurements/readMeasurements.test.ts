import type { Fault } from '@mantile/core';
import { describe, expect, test } from 'vitest';
import { readMeasurements } from './readMeasurements.ts';

function read(name: string, ...lines: readonly string[]) {
  const faults: Fault[] = [];
  return { measurements: readMeasurements(name, lines.join('\n'), faults), faults };
}

/** The places and codes of what is wrong. */
function wrong(name: string, ...lines: readonly string[]): readonly string[] {
  return read(name, ...lines).faults.map(({ path, code }) => `${path} ${code}`);
}

describe('a table is refused line by line', () => {
  const header = 'gemm_dtype,m,n,k,trtllm_us,vllm_us';

  test('rows of no size, no number, no time, no format, too few cells', () => {
    expect(
      wrong(
        'gemm',
        header,
        'bf16,1,128,128,3.5,3.6',
        'bf16,0,128,128,3.5,',
        'bf16,1,wide,128,3.5,',
        'bf16,1,128,128,-2,',
        'fp3,1,128,128,3.5,',
        'bf16,1,128,128',
      ),
    ).toEqual([
      'gemm:3 measurement.not_a_size',
      'gemm:4 measurement.not_a_size',
      'gemm:5 measurement.not_a_time',
      'gemm:6 measurement.unknown_value',
      'gemm:7 measurement.cell_count',
    ]);
  });

  test('an error of a row with several times is told once', () => {
    expect(wrong('gemm', header, 'bf16,0,128,128,3.5,3.6')).toHaveLength(1);
  });

  test('a distribution of loads that is no power law', () => {
    const columns = 'moe_dtype,num_tokens_global,hidden,inter,topk,num_experts,tp,ep,distribution';
    const rows = ['balanced', 'pl1.2', 'plenty', 'pl'].map(
      (distribution) => `bf16,16,512,256,2,8,1,2,${distribution},30`,
    );
    expect(wrong('moe', `${columns},latency_us`, ...rows)).toEqual([
      'moe:4 measurement.unknown_value',
      'moe:5 measurement.unknown_value',
    ]);
  });

  test('columns that are missing or unknown, and a table without times', () => {
    expect(wrong('gemm', 'gemm_dtype,m,n,latency_us', 'bf16,1,1,1')).toEqual([
      'gemm:1 measurement.column_missing',
    ]);
    expect(wrong('gemm', 'gemm_dtype,m,n,k,flops,latency_us', 'bf16,1,1,1,1,1')).toEqual([
      'gemm:1 measurement.column_unknown',
    ]);
    expect(wrong('gemm', 'gemm_dtype,m,n,k', 'bf16,1,1,1')).toEqual([
      'gemm:1 measurement.column_missing',
    ]);
  });

  test('a name that is no table, with those that are', () => {
    const { faults } = read('gemv', 'a,b', '1,2');
    expect(faults[0]).toMatchObject({ code: 'measurement.unknown_table', path: 'gemv' });
    expect(faults[0]?.legal).toContain('decode_attn');
  });
});

describe('what the columns mean', () => {
  test('products: each time is an engine’s, an empty cell is none', () => {
    const { measurements } = read('gemm', 'gemm_dtype,m,n,k,trtllm_us,vllm_us', 'fp8,2,64,32,3.5,');
    expect(measurements).toEqual([
      {
        place: 'gemm:2',
        kind: 'matmul',
        dtype: 'fp8',
        engine: 'trtllm',
        variant: '',
        shape: '2,64,32',
        microseconds: 3.5,
        sizes: {
          rows: 2,
          inner: 32,
          outer: 64,
          weightBytes: 2048,
          activationBytes: 1,
          // This engine's benchmark cycles through five copies of the weight.
          hotBytes: 5 * 2048,
        },
      },
    ]);
  });

  test('decode attention: a window bounds what is read', () => {
    const [measured] = read(
      'decode_attn',
      'kv_dtype,batch,kv_len,num_q_heads,num_kv_heads,head_dim,window,latency_us',
      'bfloat16,4,1000,8,2,64,128,10',
    ).measurements;
    // Keys and values of 2 heads, 64 wide, in 2 bytes.
    expect(measured).toMatchObject({
      engine: 'any',
      dtype: 'bf16',
      sizes: { sequences: 4, length: 128, bytesPerPosition: 512, hotBytes: 4 * 128 * 512 },
    });
  });

  test('prefill attention: pairs under the mask, within the window', () => {
    const header =
      'attn_and_kv_dtype,batch,seq_len,num_q_heads,num_kv_heads,head_dim,window,latency_us';
    const { measurements } = read(
      'prefill_attn',
      header,
      'fp8,1,4,8,2,64,0,10',
      'fp8,1,4,8,2,64,2,10',
    );
    // 1 + 2 + 3 + 4 keys, and 1 + 2 + 2 + 2 of them within a window of 2.
    expect(measurements[0]).toMatchObject({ sizes: { pairs: 10, span: 4, windowed: 0 } });
    expect(measurements[1]).toMatchObject({ sizes: { pairs: 7, span: 2, windowed: 1 } });
  });

  test('experts: balanced loads where none are given, two matrices without a gate', () => {
    const header =
      'kernel,moe_dtype,num_tokens_global,hidden,inter,topk,num_experts,tp,ep,latency_us';
    const { measurements } = read(
      'moe',
      header,
      'plain,nvfp4,64,100,40,4,16,2,4,50',
      'x_nongated,bf16,2,100,40,1,16,1,4,50',
    );
    // 64 · 4 / 4 pairs on 4 experts of 3 · 100 · 20 weights.
    expect(measurements[0]).toMatchObject({
      variant: 'plain',
      sizes: { pairs: 64, active: 4, elements: 6000, weightBytesPerExpert: 3375, widths: 360 },
    });
    // Half a pair: one expert at most.
    expect(measurements[1]).toMatchObject({ sizes: { pairs: 0.5, active: 1, elements: 8000 } });
  });

  test('exchanges: a backend ending in _custom is an engine’s own', () => {
    const { measurements } = read(
      'comm',
      'backend,op,num_gpus,total_bytes,latency_us',
      'nccl,all_gather,4,1024,8',
      'nccl,alltoall,4,1024,8',
      'vllm_custom,all_reduce,8,1024,8',
    );
    expect(measurements.map(({ kind, engine }) => `${kind} ${engine}`)).toEqual([
      'collective any',
      'libraryAllToAll any',
      'engineAllReduce vllm',
    ]);
    expect(measurements.map(({ sizes }) => (sizes as { wireFactor: number }).wireFactor)).toEqual([
      0.75, 0.75, 1.75,
    ]);
  });

  test('token exchanges: what stays in the node, what leaves it', () => {
    const { measurements } = read(
      'deepep',
      'mode,sms,nodes,hidden,tokens_per_rank,topk,num_experts,dispatch_us,combine_us',
      'low_latency,,2,100,10,4,64,20,30',
    );
    // Ten tokens of 100 elements in 1.03 or 2 bytes, four copies each, to 16 packages of which 7 and 8 are others.
    expect(measurements.map(({ variant }) => variant)).toEqual([
      'deepep_low_latency_dispatch',
      'deepep_low_latency_combine',
    ]);
    const [dispatch, combine] = measurements.map(
      ({ sizes }) => sizes as { nodeBytes: number; networkBytes: number },
    );
    expect(dispatch?.nodeBytes).toBeCloseTo((4 * 1030 * 7) / 16, 9);
    expect(dispatch?.networkBytes).toBeCloseTo((4 * 1030 * 8) / 16, 9);
    expect(combine?.networkBytes).toBeCloseTo((4 * 2000 * 8) / 16, 9);
  });

  test('states: a prompt and a token are different kernels', () => {
    const header =
      'framework,phase,batch,seq_len,num_k_heads,head_k_dim,num_v_heads,head_v_dim,latency_us';
    const { measurements } = read(
      'gdn',
      header,
      'vllm,decode,3,1,2,16,4,32,5',
      'vllm,prefill,3,99,2,16,4,32,5',
    );
    expect(measurements.map(({ kind }) => kind)).toEqual(['stateDecode', 'statePrefill']);
    // Four heads of 16 × 32 numbers in four bytes.
    expect(measurements[1]).toMatchObject({
      engine: 'vllm',
      sizes: { sequences: 3, tokens: 99, stateBytes: 8192 },
    });
  });
});
