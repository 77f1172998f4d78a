import { parallelAxes, type DtypeName, type Dtype } from '@mantile/core';
import type { SpecCase } from '../cases.ts';
import { numeral, plain } from '../numerals.ts';
import { symbols } from '../names.ts';

/** A parameter line: the name, its symbol where it has one, and the value in bold. */
function parameter(name: string, value: string): string {
  const symbol = symbols[name];
  return `- ${name}${symbol === undefined ? '' : ` \`${symbol}\``} = **${value}**`;
}

function shown(value: unknown): string {
  if (typeof value === 'number') return numeral(value, 17);
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string' && /^[A-Za-z][A-Za-z0-9-]*$/.test(value)) return value;
  return `\`${JSON.stringify(value)}\``;
}

function nameOf(dtype: DtypeName | Dtype): string {
  return typeof dtype === 'string' ? dtype : dtype.name;
}

/** Every parameter of a case, one a line. */
export function parameterLines(kind: string, specCase: SpecCase): readonly string[] {
  const { spec, dtype, dtypes, parallelism = {}, step, causal, hardware, overlap } = specCase;
  const lines = [parameter('layer', kind)];
  for (const [key, value] of Object.entries(spec)) {
    if (value !== undefined) lines.push(parameter(key, shown(value)));
  }
  lines.push(parameter('dtype', nameOf(dtype ?? 'bf16')));
  for (const [role, own] of Object.entries(dtypes ?? {})) {
    lines.push(parameter(`dtypes.${role}`, nameOf(own)));
  }
  for (const axis of parallelAxes) {
    const degree = parallelism[axis];
    if (degree !== undefined) lines.push(parameter(axis, numeral(degree)));
  }
  lines.push(parameter('phase', step.phase), parameter('batchSize', numeral(step.batchSize)));
  lines.push(parameter('seqLen', numeral(step.seqLen ?? 1)));
  lines.push(parameter('contextLen', numeral(step.contextLen ?? 0)));
  lines.push(parameter('causal', causal ?? 'dense'));
  if (overlap !== undefined) lines.push(parameter('overlap', overlap));
  if (hardware !== undefined) {
    const { peakFlops, memoryBandwidth, linkBandwidth, linkLatency } = hardware;
    const scaled = (value: number, unit: number, name: string): string =>
      `${plain(value / unit, 15)} ${name}`;
    for (const [format, peak] of Object.entries(peakFlops)) {
      lines.push(parameter(`peakFlops.${format}`, scaled(peak, 1e12, 'TFLOP/s')));
    }
    lines.push(parameter('memoryBandwidth', scaled(memoryBandwidth, 1e9, 'GB/s')));
    if (linkBandwidth !== undefined) {
      lines.push(parameter('linkBandwidth', scaled(linkBandwidth, 1e9, 'GB/s')));
    }
    if (linkLatency !== undefined) {
      lines.push(parameter('linkLatency', scaled(linkLatency, 1e-6, 'us')));
    }
  }
  return lines;
}
