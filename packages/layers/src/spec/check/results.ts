import type { LayerMetrics } from '@mantile/core';
import type { Findings } from '../findings.ts';
import { metricOf } from '../names.ts';
import type { TextLine } from '../read/document.ts';
import { plainText } from '../read/line.ts';
import type { Scope } from './scope.ts';
import { checkMetric, literalOf } from './values.ts';

const form = /^([A-Za-z][\w /.]{0,60}?)\s*[:=]\s*(\S.*)$/;

/** Checks a line of expected results; false when it is none. */
export function checkResult(
  { text, number: line }: TextLine,
  metrics: LayerMetrics | undefined,
  scope: Scope,
  findings: Findings,
): boolean {
  const [, name, value] = form.exec(plainText(text)) ?? [];
  if (name === undefined || value === undefined) return false;
  if (name === 'bottleneck') {
    checkBottleneck(value, metrics, findings, line);
    return true;
  }
  const metric = metricOf(name);
  if (metric === undefined) {
    // A sentence with a colon in it states no result; a bold value does.
    if (!/\*\*[^*]*\*\*\s*$/.test(text)) return false;
    findings.add({
      code: 'result.unknown',
      line,
      message: `no metric is called ${name}.`,
      stated: name,
    });
    return true;
  }
  const literal = literalOf(value);
  // What the calculations say comes first; a document without them states its results here alone.
  if (literal !== undefined && scope.written(metric) === undefined) {
    scope.define(metric, literal.value * (literal.unit?.factor ?? 1));
  }
  if (metrics !== undefined)
    checkMetric(metric, value, metrics, findings, { line, code: 'result.wrong' });
  return true;
}

function checkBottleneck(
  stated: string,
  metrics: LayerMetrics | undefined,
  findings: Findings,
  line: number,
): void {
  if (metrics === undefined || metrics.bottleneck === stated) return;
  findings.add({
    code: 'result.wrong',
    line,
    message: `the layer's bottleneck is ${metrics.bottleneck ?? 'unknown without hardware'}.`,
    stated,
    ...(metrics.bottleneck !== undefined && { computed: metrics.bottleneck }),
  });
}
