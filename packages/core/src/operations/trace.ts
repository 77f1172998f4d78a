import { computeRate, type ComputeRate } from '../hardware/computeRate.ts';
import type { Clock } from '../timing/clock.ts';
import type { ActivationBuffer } from './activation.ts';
import type { CollectiveOperation } from './collective.ts';
import type {
  AttentionOperation,
  ExpertsOperation,
  MatmulOperation,
  Operation,
  ScanOperation,
} from './operations.ts';
import type { GatherOperation, PassOperation } from './passes.ts';
import type { TracedOperation } from './traced.ts';
import { TraceTerms } from './traceTerms.ts';
import type { Work } from './visitor.ts';
import { sendParts, type Stretch } from './stretch.ts';

/**
 * Keeps every operation of a step with its formulas; with a clock, its times as well.
 *
 * @example
 * import { StepFrame, Trace } from '@mantile/core';
 * import { GatedMLPLayer } from '@mantile/layers';
 * const layer = new GatedMLPLayer({ hiddenSize: 4096, intermediateSize: 14336 });
 * const trace = new Trace();
 * layer.forward(new StepFrame().set({ phase: 'decode', batchSize: 8, contextLen: 100 }), trace);
 * const down = trace.operations.find((operation) => operation.name === 'down_proj');
 * down?.terms[0] // => {
 * //   quantity: 'flops', formula: '2 * rows * k * n + rows * bias',
 * //   inputs: { rows: 8, k: 14336, n: 4096, bias: 0 }, value: 939524096, unit: 'FLOP' }
 * @category Work
 */
export class Trace implements Work {
  readonly operations: TracedOperation[] = [];
  private readonly terms = new TraceTerms();
  private place: Pick<TracedOperation, 'layer' | 'layerCount'> = {};
  private readonly clock: Clock | undefined;

  constructor(clock?: Clock) {
    this.clock = clock;
  }

  enterLayer(name: string, count: number): void {
    this.place = { layer: name, layerCount: count };
  }

  matmul(operation: MatmulOperation, rows: number): void {
    const { k, n, biasPerRow, weightBytes } = operation;
    this.terms.flops(
      '2 * rows * k * n + rows * bias',
      { rows, k, n, bias: biasPerRow },
      2 * rows * k * n + rows * biasPerRow,
    );
    this.terms.productBytes('weightReadBytes', { weight: weightBytes });
    this.time(operation, (clock) => clock.matmul(operation, rows));
    this.close(operation);
  }

  experts(operation: ExpertsOperation, pairs: number, rows: number, active: number): void {
    const { elementsPerExpert: elements, biasPerPair: bias, bytesPerExpert: expert } = operation;
    this.terms.flops(
      '2 * pairs * elements + pairs * bias',
      { pairs, elements, bias },
      2 * pairs * elements + pairs * bias,
    );
    this.terms.productBytes('weightReadBytes', { active, expert });
    this.time(operation, (clock) => clock.experts(operation, pairs, rows, active));
    this.close(operation);
  }

  attention(
    operation: AttentionOperation,
    sequences: number,
    queries: number,
    pairs: number,
    past: number,
    written: number,
  ): void {
    const { heads, keyWidth, valueWidth, stateBytesPerPosition: entry } = operation;
    this.terms.flops(
      '2 * sequences * pairs * heads * (keyWidth + valueWidth)',
      { sequences, pairs, heads, keyWidth, valueWidth },
      2 * sequences * pairs * heads * (keyWidth + valueWidth),
    );
    this.terms.productBytes('stateReadBytes', { sequences, past, entry });
    this.terms.productBytes('stateWriteBytes', { sequences, written, entry });
    this.time(operation, (clock) =>
      clock.attention(operation, sequences, queries, pairs, past, written),
    );
    this.close(operation);
  }

  scan(operation: ScanOperation, sequences: number, tokens: number, hasPast: boolean): void {
    const { flopsPerToken, derivation, weightBytes: weight, stateBytes: state } = operation;
    this.terms.flops(
      `sequences * tokens * ${derivation === undefined ? 'flopsPerToken' : `(${derivation.formula})`}`,
      { sequences, tokens, ...(derivation?.inputs ?? { flopsPerToken }) },
      sequences * tokens * flopsPerToken,
    );
    this.terms.productBytes('weightReadBytes', { weight });
    if (hasPast) this.terms.productBytes('stateReadBytes', { sequences, state });
    this.terms.productBytes('stateWriteBytes', { sequences, state });
    this.time(operation, (clock) => clock.scan(operation, sequences, tokens, hasPast));
    this.close(operation);
  }

  pass(operation: PassOperation, rows: number): void {
    const { flopsPerRow, weightBytes } = operation;
    this.terms.flops('rows * flopsPerRow', { rows, flopsPerRow }, rows * flopsPerRow);
    this.terms.productBytes('weightReadBytes', { weight: weightBytes });
    this.time(operation, (clock) => clock.pass(operation, rows));
    this.close(operation);
  }

  gather(operation: GatherOperation, rows: number): void {
    const { rowBytes, tableRows } = operation;
    this.terms.bytes(
      'weightReadBytes',
      'min(rows, tableRows) * rowBytes',
      { rows, tableRows, rowBytes },
      Math.min(rows, tableRows) * rowBytes,
    );
    this.time(operation, (clock) => clock.gather(operation, rows));
    this.close(operation);
  }

  collective(operation: CollectiveOperation, rows: number): void {
    if (operation.packages === 1) return;
    const { bytesPerRow, wireFactor } = operation;
    const payload = rows * bytesPerRow;
    this.terms.productBytes('payloadBytes', { rows, bytesPerRow });
    this.terms.productBytes('wireBytes', { payload, wireFactor });
    this.time(operation, (clock) => clock.collective(operation, rows));
    const algorithm = this.clock?.efficiency.collectiveAlgorithm(
      operation,
      payload,
      this.clock.levels(operation),
    );
    this.close(operation, algorithm);
  }

  stretch(stretch: Stretch, rows: number): void {
    sendParts(stretch, this, rows);
  }

  hold(buffer: ActivationBuffer, rows: number): void {
    const { width, bytesPerElement } = buffer;
    this.terms.productBytes('activationBytes', { rows, width, bytesPerElement });
    this.operations.push({
      ...this.place,
      name: buffer.name,
      kind: 'activation',
      kernels: 0,
      terms: this.terms.take(),
    });
  }

  private time(operation: Operation, run: (clock: Clock) => void): void {
    const { clock } = this;
    if (clock === undefined) return;
    this.terms.time(clock, this.rateOf(operation)?.flopsPerSecond ?? 0, run);
  }

  /** How fast the chip computes the operation, and in which format. */
  private rateOf(operation: Operation): ComputeRate | undefined {
    return this.clock !== undefined && 'computeDtype' in operation
      ? computeRate(this.clock.system.chip, operation.computeDtype)
      : undefined;
  }

  private close(operation: Operation, algorithm?: string): void {
    const { name, kind, kernels } = operation;
    const computedIn = this.rateOf(operation)?.dtype;
    const asked = 'computeDtype' in operation ? operation.computeDtype.name : undefined;
    this.operations.push({
      ...this.place,
      name,
      kind,
      kernels,
      ...(computedIn !== undefined && { computedIn }),
      ...(computedIn !== undefined && computedIn !== asked && { fallsBackFrom: asked }),
      ...(algorithm !== undefined && { algorithm }),
      terms: this.terms.take(),
    });
  }
}
