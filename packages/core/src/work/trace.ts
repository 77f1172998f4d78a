import { computeRate } from '../computeRate.ts';
import type { Clock } from '../timing/clock.ts';
import type {
  ActivationBuffer,
  AttentionOperation,
  CollectiveOperation,
  ExpertsOperation,
  GatherOperation,
  MatmulOperation,
  Operation,
  PassOperation,
  ScanOperation,
} from './operations.ts';
import type { TracedOperation, TracedQuantity, TracedTerm } from './traced.ts';
import type { Work } from './visitor.ts';

type Inputs = Readonly<Record<string, number>>;

/** Keeps every operation of a step with its formulas; with a clock, its times as well. */
export class Trace implements Work {
  readonly operations: TracedOperation[] = [];
  private terms: TracedTerm[] = [];
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
    this.flops(
      '2 * rows * k * n + rows * bias',
      { rows, k, n, bias: biasPerRow },
      2 * rows * k * n + rows * biasPerRow,
    );
    this.bytes('weightReadBytes', 'weight', { weight: weightBytes }, weightBytes);
    this.time((clock) => clock.matmul(operation, rows));
    this.close(operation);
  }

  experts(operation: ExpertsOperation, pairs: number, rows: number, active: number): void {
    const { elementsPerExpert: elements, biasPerPair: bias, bytesPerExpert: expert } = operation;
    this.flops(
      '2 * pairs * elements + pairs * bias',
      { pairs, elements, bias },
      2 * pairs * elements + pairs * bias,
    );
    this.bytes('weightReadBytes', 'active * expert', { active, expert }, active * expert);
    this.time((clock) => clock.experts(operation, pairs, rows, active));
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
    this.flops(
      '2 * sequences * pairs * heads * (keyWidth + valueWidth)',
      { sequences, pairs, heads, keyWidth, valueWidth },
      2 * sequences * pairs * heads * (keyWidth + valueWidth),
    );
    this.bytes(
      'stateReadBytes',
      'sequences * past * entry',
      { sequences, past, entry },
      sequences * past * entry,
    );
    this.bytes(
      'stateWriteBytes',
      'sequences * written * entry',
      { sequences, written, entry },
      sequences * written * entry,
    );
    this.time((clock) => clock.attention(operation, sequences, queries, pairs, past, written));
    this.close(operation);
  }

  scan(operation: ScanOperation, sequences: number, tokens: number, hasPast: boolean): void {
    const { flopsPerToken, stateBytes: state } = operation;
    this.flops(
      'sequences * tokens * flopsPerToken',
      { sequences, tokens, flopsPerToken },
      sequences * tokens * flopsPerToken,
    );
    if (hasPast) {
      this.bytes('stateReadBytes', 'sequences * state', { sequences, state }, sequences * state);
    }
    this.bytes('stateWriteBytes', 'sequences * state', { sequences, state }, sequences * state);
    this.time((clock) => clock.scan(operation, sequences, tokens, hasPast));
    this.close(operation);
  }

  pass(operation: PassOperation, rows: number): void {
    const { flopsPerRow, weightBytes } = operation;
    this.flops('rows * flopsPerRow', { rows, flopsPerRow }, rows * flopsPerRow);
    this.bytes('weightReadBytes', 'weight', { weight: weightBytes }, weightBytes);
    this.time((clock) => clock.pass(operation, rows));
    this.close(operation);
  }

  gather(operation: GatherOperation, rows: number): void {
    const { rowBytes, tableRows } = operation;
    this.bytes(
      'weightReadBytes',
      'min(rows, tableRows) * rowBytes',
      { rows, tableRows, rowBytes },
      Math.min(rows, tableRows) * rowBytes,
    );
    this.time((clock) => clock.gather(operation, rows));
    this.close(operation);
  }

  collective(operation: CollectiveOperation, rows: number): void {
    if (operation.packages === 1) return;
    const { bytesPerRow, wireFactor } = operation;
    const payload = rows * bytesPerRow;
    this.bytes('payloadBytes', 'rows * bytesPerRow', { rows, bytesPerRow }, payload);
    this.bytes('wireBytes', 'payload * wireFactor', { payload, wireFactor }, payload * wireFactor);
    this.time((clock) => clock.collective(operation, rows));
    const algorithm = this.clock?.efficiency.collectiveAlgorithm(
      operation,
      payload,
      this.clock.levels(operation),
    );
    this.close(operation, algorithm);
  }

  hold(buffer: ActivationBuffer, rows: number): void {
    const { width, bytesPerElement } = buffer;
    this.bytes(
      'activationBytes',
      'rows * width * bytesPerElement',
      { rows, width, bytesPerElement },
      rows * width * bytesPerElement,
    );
    this.operations.push({
      ...this.place,
      name: buffer.name,
      kind: 'activation',
      kernels: 0,
      terms: this.take(),
    });
  }

  private flops(formula: string, inputs: Inputs, value: number): void {
    if (value !== 0) this.terms.push({ quantity: 'flops', formula, inputs, value, unit: 'FLOP' });
  }

  private bytes(quantity: TracedQuantity, formula: string, inputs: Inputs, value: number): void {
    if (value !== 0) this.terms.push({ quantity, formula, inputs, value, unit: 'B' });
  }

  /** Lets the clock run one operation alone and notes what it says. */
  private time(run: (clock: Clock) => void): void {
    const { clock } = this;
    if (clock === undefined) return;
    clock.reset();
    run(clock);
    const { flops, payloadBytes: payload } = clock;
    const bytes = clock.weightReadBytes + clock.stateReadBytes + clock.stateWriteBytes;
    const rule = clock.efficiency.name;
    this.seconds('computeSeconds', 'flops / peak', { flops }, clock.computeSeconds);
    const memorySeconds = clock.loadSeconds + clock.storeSeconds;
    this.seconds('memorySeconds', 'bytes / bandwidth', { bytes }, memorySeconds);
    this.seconds('operationSeconds', `${rule}(operation)`, {}, clock.operationSeconds);
    this.seconds(
      'communicationSeconds',
      `${rule}(payload)`,
      { payload },
      clock.communicationSeconds,
    );
  }

  private seconds(quantity: TracedQuantity, formula: string, inputs: Inputs, value: number): void {
    if (value !== 0) this.terms.push({ quantity, formula, inputs, value, unit: 's' });
  }

  private take(): readonly TracedTerm[] {
    const { terms } = this;
    this.terms = [];
    return terms;
  }

  private close(operation: Operation, algorithm?: string): void {
    const { name, kind, kernels } = operation;
    const asked = 'computeDtype' in operation ? operation.computeDtype : undefined;
    const computedIn =
      this.clock !== undefined && asked !== undefined
        ? computeRate(this.clock.system.chip, asked).dtype
        : undefined;
    const fallsBackFrom =
      computedIn === undefined || computedIn === asked?.name ? undefined : asked?.name;
    this.operations.push({
      ...this.place,
      name,
      kind,
      kernels,
      terms: this.take(),
      ...(computedIn !== undefined && { computedIn }),
      ...(fallsBackFrom !== undefined && { fallsBackFrom }),
      ...(algorithm !== undefined && { algorithm }),
    });
  }
}
