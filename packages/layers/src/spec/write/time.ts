import type { LayerMetrics, TracedOperation } from '@mantile/core';
import type { SpecCase } from '../cases.ts';
import { numeral, plain } from '../numerals.ts';

/** A time in milliseconds, to the digits that documents show. */
export function milliseconds(value: number): string {
  const text = plain(value, 6);
  // A shown zero is a digit: it goes only where nothing follows it.
  return Number(text.replaceAll(',', '')) === value ? text : plain(value, 6, false);
}

/** FLOPs by the number format that they run in. */
function flopsByFormat(trace: readonly TracedOperation[]): ReadonlyMap<string, number> {
  const flops = new Map<string, number>();
  for (const { computedIn, terms } of trace) {
    for (const { quantity, value } of terms) {
      if (quantity !== 'flops' || computedIn === undefined) continue;
      flops.set(computedIn, (flops.get(computedIn) ?? 0) + value);
    }
  }
  return flops;
}

/** Section 7: times from the counts and the hardware's figures. */
export function timeLines(metrics: LayerMetrics, specCase: SpecCase): readonly string[] {
  const { trace = [], communicationBytes } = metrics;
  const line = (name: keyof LayerMetrics, formula: string): string =>
    `- \`${name} = ${formula} = ${milliseconds(Number(metrics[name]))} ms\``;

  const byFormat = flopsByFormat(trace);
  const compute = [...byFormat].map(([format, flops]) =>
    byFormat.size === 1
      ? `flopsPerPackage / peakFlops.${format}`
      : `${numeral(flops)} / peakFlops.${format}`,
  );
  const exchanges = trace.filter(({ kind, terms }) => kind === 'collective' && terms.length > 0);
  const latency = specCase.hardware?.linkLatency ?? 0;
  const waiting = latency === 0 ? '' : `${exchanges.length} * linkLatency + `;
  const payload = exchanges
    .flatMap(({ terms }) => terms)
    .reduce((sum, { quantity, value }) => sum + (quantity === 'payloadBytes' ? value : 0), 0);
  const moved = payload === communicationBytes ? 'communicationBytes' : numeral(payload, 17);
  const body = 'max(computeTimeMs, memoryTimeMs)';
  return [
    line('computeTimeMs', compute.length === 0 ? '0 s' : compute.join(' + ')),
    line('loadTimeMs', '(weightReadPerPackage + kvReadPerPackage) / memoryBandwidth'),
    line('memoryTimeMs', 'loadTimeMs + kvWritePerPackage / memoryBandwidth'),
    line(
      'communicationTimeMs',
      exchanges.length === 0 ? '0 s' : `${waiting}${moved} / linkBandwidth`,
    ),
    line(
      'wallClockTimeMs',
      specCase.overlap === 'full'
        ? `max(${body}, communicationTimeMs)`
        : `${body} + communicationTimeMs`,
    ),
  ];
}
