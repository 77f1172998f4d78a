import type { KernelFit } from '@mantile/hardware';

/** Tables by kind of kernel, as `versions.csv` names them. */
const tableOf: Readonly<Record<string, string>> = {
  matmul: 'gemm',
  decodeAttention: 'decode_attn',
  prefillAttention: 'prefill_attn',
  latentDecode: 'mla_decode',
  latentPrefill: 'mla_prefill',
  experts: 'moe',
  stateDecode: 'gdn',
  statePrefill: 'gdn',
  collective: 'comm',
  libraryAllToAll: 'comm',
  engineAllReduce: 'comm',
  tokenExchange: 'deepep',
};

/** Finds the version of an engine in the text of `versions.csv`: gpu, op, framework, version, variant, note. */
export function versionFinder(
  text: string,
): (
  files: string,
  fit: Pick<KernelFit, 'kind' | 'dtype' | 'engine' | 'variant'>,
) => string | undefined {
  const rows = text
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(','));
  return (files, { kind, dtype, engine, variant }) => {
    const engineOf = (framework: string): boolean =>
      kind === 'engineAllReduce'
        ? framework.startsWith(`${engine} custom`)
        : kind === 'collective' || kind === 'libraryAllToAll'
          ? framework === 'nccl' || framework === 'oneccl'
          : kind === 'tokenExchange'
            ? variant.startsWith('deepep')
            : framework === engine;
    const found = rows.filter(
      ([gpu, op, framework = '']) => gpu === files && op === tableOf[kind] && engineOf(framework),
    );
    const longName = dtype === 'bf16' ? 'bfloat16' : dtype;
    const exact = found.find(([, , , , measured = '']) => measured.includes(longName));
    return (exact ?? found[0])?.[3];
  };
}
