import type { MeasuredChip } from '@mantile/hardware';

/** A chip that the folder holds measurements of. */
export interface CalibratedChip {
  /** What the names of its files start with. */
  readonly files: string;
  /** The name of its chip in the catalogue's sources, and of its module of coefficients. */
  readonly module: string;
  readonly figures: MeasuredChip;
}

function chip(
  files: string,
  module: string,
  name: string,
  teraflops: MeasuredChip['teraflops'],
  [memory, multiprocessors, cache, link, network]: readonly [
    memory: number,
    multiprocessors: number,
    cache: number,
    link: number,
    network: number,
  ],
): CalibratedChip {
  const figures: MeasuredChip = {
    name,
    teraflops,
    gigabytesPerSecond: memory,
    multiprocessors,
    cacheMegabytes: cache,
    linkGigabytesPerSecond: link,
    networkGigabytesPerSecond: network,
  };
  return { files, module, figures };
}

/**
 * Dense datasheet peaks, then memory GB/s, multiprocessors, cache MB, link and network GB/s per direction.
 * The multiprocessors of GB200 and GB300 are an assumption (152).
 */
export const calibratedChips: readonly CalibratedChip[] = [
  chip(
    'a100_sxm',
    'a100Sxm80',
    'A100 80 GB SXM4',
    { bf16: 312, int8: 624 },
    [2039, 108, 40, 300, 25],
  ),
  chip(
    'h100_sxm',
    'h100Sxm',
    'H100 80 GB SXM5',
    { bf16: 989, fp8: 1978 },
    [3350, 132, 50, 450, 50],
  ),
  chip(
    'h200_sxm',
    'h200Sxm',
    'H200 141 GB SXM',
    { bf16: 989, fp8: 1978 },
    [4800, 132, 50, 450, 50],
  ),
  chip(
    'b200_sxm',
    'b200Sxm',
    'B200 180 GB SXM',
    { bf16: 2250, fp8: 4500, nvfp4: 9000 },
    [7700, 148, 126, 900, 50],
  ),
  chip(
    'b300_sxm',
    'b300Sxm',
    'B300 288 GB SXM',
    { bf16: 2250, fp8: 4500, nvfp4: 14000 },
    [7750, 148, 126, 900, 100],
  ),
  chip(
    'gb200',
    'gb200',
    'GB200',
    { bf16: 2500, fp8: 5000, nvfp4: 10000 },
    [8000, 152, 126, 900, 50],
  ),
  chip(
    'gb300',
    'gb300',
    'GB300',
    { bf16: 2500, fp8: 5000, nvfp4: 15000 },
    [8000, 152, 126, 900, 100],
  ),
  chip('l40s', 'l40s', 'L40S 48 GB', { bf16: 362, fp8: 733, int8: 733 }, [864, 142, 96, 32, 25]),
  chip(
    'rtx_pro_6000_server',
    'rtxPro6000Server',
    'RTX PRO 6000 Server',
    { bf16: 468, fp8: 936, nvfp4: 1871 },
    [1792, 188, 128, 64, 50],
  ),
  chip('b60', 'arcB60', 'Arc Pro B60', { bf16: 98, fp8: 98 }, [456, 20, 18, 28, 25]),
];
