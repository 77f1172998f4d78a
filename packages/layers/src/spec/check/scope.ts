import type { LayerMetrics } from '@mantile/core';
import { inBaseUnits, metricNamed } from '../names.ts';

/** What the names of a case stand for: those of one operation, those of the case, then the layer's metrics. */
export class Scope {
  private readonly ofCase = new Map<string, number>();
  private readonly fixed = new Set<string>();
  private ofOperation = new Map<string, number>();
  private operation = '';
  private readonly metrics: LayerMetrics | undefined;

  constructor(metrics?: LayerMetrics) {
    this.metrics = metrics;
  }

  /** Goes to an operation; names of another one are forgotten. */
  enter(operation: string): void {
    if (operation === this.operation) return;
    this.operation = operation;
    this.ofOperation = new Map();
  }

  lookUp(name: string): number | undefined {
    return this.written(name) ?? this.measured(name);
  }

  /** What the document itself says of a name, here. */
  written(name: string): number | undefined {
    // A name of an operation hides one of the case, as `k` may be a width here and a count of experts there.
    return this.ofOperation.get(name) ?? this.ofCase.get(name);
  }

  /** What the operation at hand says of a name; outside of operations, what the case says. */
  own(name: string): number | undefined {
    if (this.fixed.has(name)) return this.ofCase.get(name);
    return (this.operation === '' ? this.ofCase : this.ofOperation).get(name);
  }

  /** What the layer says of a metric, in base units. */
  measured(name: string): number | undefined {
    const metric = metricNamed(name);
    const value = metric === undefined ? undefined : this.metrics?.[metric];
    return metric === undefined || value === undefined ? undefined : inBaseUnits(metric, value);
  }

  /** Defines a parameter of the case, which no operation may take to mean something else. */
  fix(name: string, value: number): void {
    this.ofCase.set(name, value);
    // These also name the sizes of a product: [m, k] times [k, n].
    if (!['m', 'k', 'n'].includes(name)) this.fixed.add(name);
  }

  define(name: string, value: number): void {
    const isMetric = metricNamed(name) !== undefined;
    (this.operation === '' || isMetric ? this.ofCase : this.ofOperation).set(name, value);
  }
}
