// Written by `npm run calibrate:fit`; do not edit.
import type { ChipCalibration } from '../calibration.ts';
import { source } from './source.ts';

/**
 * What was fitted to measurements of the Arc Pro B60.
 *
 * @example
 * import { arcB60Calibration } from '@mantile/hardware';
 * arcB60Calibration.fits.find(({ kind, dtype }) => kind === 'matmul' && dtype === 'bf16')?.shapes // => 223
 * @category Calibration
 */
export const arcB60Calibration: ChipCalibration = {
  chip: {"name":"Arc Pro B60","teraflops":{"bf16":98,"fp8":98},"gigabytesPerSecond":456,"multiprocessors":20,"cacheMegabytes":18,"linkGigabytesPerSecond":28,"networkGigabytesPerSecond":25},
  source,
  fits: [
    {"kind":"matmul","dtype":"bf16","engine":"vllm","variant":"","coefficients":{"launch":23.12,"computeEfficiency":0.9828,"memoryEfficiency":1,"innerOverhead":1,"innerLatency":1.234,"innerSaturation":69830,"cacheSpeedup":1},"shapes":223,"range":"rows 1–8192, inner 128–16384, outer 128–65536","atBounds":["memoryEfficiency","innerOverhead"],"heldOut":223,"error":{"median":10.2,"mean":14.8,"percentile90":35.4},"idealError":{"median":29,"mean":36.7,"percentile90":85.2},"version":"0.20.0"},
    {"kind":"matmul","dtype":"fp8","engine":"vllm","variant":"","coefficients":{"launch":16.85,"computeEfficiency":0.992,"memoryEfficiency":1,"innerOverhead":1,"innerLatency":1.223,"innerSaturation":178200,"cacheSpeedup":4,"quantiseEfficiency":5},"shapes":175,"range":"rows 1–8192, inner 128–16384, outer 128–65536","atBounds":["memoryEfficiency","innerOverhead","cacheSpeedup","quantiseEfficiency"],"heldOut":175,"error":{"median":9.8,"mean":14.9,"percentile90":32.9},"idealError":{"median":28.1,"mean":37.2,"percentile90":87.1},"version":"0.20.0"},
    {"kind":"decodeAttention","dtype":"bf16","engine":"vllm","variant":"","coefficients":{"launch":63.4,"headLatency":0.001,"memoryEfficiency":1,"keyLatency":2.312,"cacheSpeedup":6},"shapes":405,"range":"sequences 1–512, queries 1, length 128–131072, heads 1–64, kvHeads 1–8, headWidth 64–128","atBounds":["headLatency","memoryEfficiency","cacheSpeedup"],"heldOut":405,"error":{"median":8.99,"mean":11.7,"percentile90":24.4},"idealError":{"median":69.3,"mean":60.3,"percentile90":99.2},"version":"0.20.0"},
    {"kind":"decodeAttention","dtype":"fp8","engine":"vllm","variant":"","coefficients":{"launch":64.1,"headLatency":0.05336,"memoryEfficiency":0.8569,"keyLatency":21.21,"cacheSpeedup":6},"shapes":405,"range":"sequences 1–512, queries 1, length 128–131072, heads 1–64, kvHeads 1–8, headWidth 64–128","atBounds":["cacheSpeedup"],"heldOut":405,"error":{"median":12.6,"mean":18.9,"percentile90":39.8},"idealError":{"median":87,"mean":78.8,"percentile90":99.6},"version":"0.20.0"},
    {"kind":"prefillAttention","dtype":"bf16","engine":"vllm","variant":"","coefficients":{"launch":43.09,"computeEfficiency":0.8967,"softmaxRate":1.115,"memoryEfficiency":1,"keyLatency":17.4,"tileLatency":0.001,"windowWaste":64},"shapes":343,"range":"sequences 1–32, queries 16–16384, heads 1–64","atBounds":["memoryEfficiency","tileLatency"],"heldOut":343,"error":{"median":10.4,"mean":17.1,"percentile90":42},"idealError":{"median":64.5,"mean":69.9,"percentile90":99.6},"version":"0.20.0"},
    {"kind":"experts","dtype":"bf16","engine":"vllm","variant":"xpu_moe","coefficients":{"launch":49.18,"computeEfficiency":1,"memoryEfficiency":0.681,"trafficEfficiency":1.124,"expertLatency":3,"routingEfficiency":0.1027},"shapes":332,"range":"tokens 1–16384, active 3.8–128","atBounds":["computeEfficiency","expertLatency"],"heldOut":332,"error":{"median":10.6,"mean":22.2,"percentile90":58.4},"idealError":{"median":52,"mean":47.8,"percentile90":74},"version":"0.20.0"},
    {"kind":"experts","dtype":"fp8","engine":"vllm","variant":"fused_moe","coefficients":{"launch":114.9,"computeEfficiency":0.691,"memoryEfficiency":1,"trafficEfficiency":0.5696,"expertLatency":0.008026,"routingEfficiency":0.1137},"shapes":332,"range":"tokens 1–16384, active 3.8–128","atBounds":["memoryEfficiency"],"heldOut":332,"error":{"median":7.04,"mean":10.3,"percentile90":22.8},"idealError":{"median":56.5,"mean":52,"percentile90":81.4},"version":"0.12.0"},
    {"kind":"experts","dtype":"w4a16_mxfp4","engine":"vllm","variant":"xpu_moe_mxfp4","coefficients":{"launch":154.2,"computeEfficiency":0.3896,"memoryEfficiency":0.8136,"trafficEfficiency":1.506,"expertLatency":0.2873,"routingEfficiency":0.09317},"shapes":306,"range":"tokens 1–16384, active 1–128","heldOut":306,"error":{"median":8.79,"mean":12.6,"percentile90":28.8},"idealError":{"median":72,"mean":69.3,"percentile90":89.3},"version":"0.20.0"},
    {"kind":"collective","dtype":"bytes","engine":"any","variant":"all_gather","coefficients":{"launch":13.32,"launchGrowth":0.1334,"linkEfficiency":0.08362,"linkGrowth":-1,"ramp":0.3468},"shapes":32,"range":"packages 2–4, bytes 512–536871000","mostPackages":4,"heldOut":32,"error":{"median":3.65,"mean":5.35,"percentile90":11.4},"idealError":{"median":86.6,"mean":86.5,"percentile90":99.8}},
    {"kind":"collective","dtype":"bytes","engine":"any","variant":"all_reduce","coefficients":{"launch":14.59,"launchGrowth":0.231,"linkEfficiency":0.6307,"linkGrowth":-0.05999,"ramp":0.1743},"shapes":31,"range":"packages 2–4, bytes 512–536871000","mostPackages":4,"heldOut":31,"error":{"median":3.83,"mean":5.23,"percentile90":9.93},"idealError":{"median":76.7,"mean":82,"percentile90":99.8}},
    {"kind":"collective","dtype":"bytes","engine":"any","variant":"reduce_scatter","coefficients":{"launch":13.37,"launchGrowth":0.2028,"linkEfficiency":0.6486,"linkGrowth":-0.03488,"ramp":0.1501},"shapes":32,"range":"packages 2–4, bytes 512–536871000","mostPackages":4,"heldOut":32,"error":{"median":2.92,"mean":4.67,"percentile90":8.99},"idealError":{"median":72.9,"mean":68.4,"percentile90":99.7}},
  ],
};
