/** Figures of a chip that nobody makes. */
export const toyChip = {
  name: 'Acme One',
  teraflops: { bf16: 800 },
  gigabytesPerSecond: 3500,
  multiprocessors: 128,
  cacheMegabytes: 50,
};

/** What the products of such a chip would take: shares of its peaks, and the time of a launch. */
function microseconds(m: number, n: number, k: number): number {
  const compute = (2 * m * n * k) / (0.75 * 800e12);
  const memory = (2 * (m * n + n * k + m * k)) / (0.85 * 3500e9);
  return 1e6 * Math.max(compute, memory) + 4;
}

/** A table of products as a benchmark writes it; times are those of an imagined chip. */
export function gemmTable(scale = 1): string {
  const rows = [1, 16, 128, 512, 2048, 8192].flatMap((m) =>
    [
      [4096, 4096],
      [14336, 4096],
      [4096, 14336],
      [2048, 8192],
      [8192, 1024],
      [1024, 2048],
    ].map(([n = 1, k = 1]) => {
      const time = (scale * microseconds(m, n, k)).toPrecision(4);
      return `bf16,${m},${n},${k},4,${Number(time)}`;
    }),
  );
  return `gemm_dtype,m,n,k,weight_copies,latency_us\n${rows.join('\n')}\n`;
}
