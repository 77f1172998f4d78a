import {
  type BytesPerSecond,
  type BytesPerSecondPerDirection,
  type FlopsPerSecond,
  gibibytes,
  type Layer,
  type LayerClass,
  type LayerMetrics,
  type Seconds,
  type System,
} from '@mantile/core';
import type { SpecCase, SpecHardware } from './cases.ts';

/** A case carried out: its layer, and what a step of it costs. */
export interface MeasuredCase {
  readonly layer: Layer;
  readonly metrics: LayerMetrics;
}

/** Builds the layer of a case and measures its step, with the trace. */
export function measureCase(layerClass: LayerClass, specCase: SpecCase): MeasuredCase {
  const { spec, dtype, dtypes, parallelism, step, causal, hardware, overlap } = specCase;
  const layer = new layerClass({ ...spec, dtype, dtypes, parallelism });
  const metrics = layer.computeMetrics({
    ...step,
    ...(causal !== undefined && { causal }),
    ...(overlap !== undefined && { overlap }),
    ...(hardware !== undefined && { hardware: systemOf(hardware, layer.numPackages) }),
    debug: true,
  });
  return { layer, metrics };
}

function systemOf(hardware: SpecHardware, numPackages: number): System {
  const { peakFlops, memoryBandwidth, linkBandwidth, linkLatency = 0 } = hardware;
  const link = {
    name: 'link',
    packages: Math.max(2, numPackages),
    bandwidth: linkBandwidth as BytesPerSecondPerDirection,
    latency: linkLatency as Seconds,
  };
  return {
    name: 'the hardware of the case',
    chip: {
      name: 'the chip of the case',
      peakFlops: peakFlops as Readonly<Record<string, FlopsPerSecond>>,
      // Specs say nothing of capacity, and no time depends on it.
      memory: [
        { name: 'memory', capacity: gibibytes(1), bandwidth: memoryBandwidth as BytesPerSecond },
      ],
    },
    tiers: linkBandwidth === undefined ? [] : [link],
  };
}
