import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { legalPlan, toySizes } from '../__fixtures__/arbitrary.ts';
import { servedModel } from '../__fixtures__/servedLayer.ts';
import { ToyLayer } from '../__fixtures__/toyLayer.ts';
import { Model } from '../model.ts';
import { StepFrame, type Step } from '../step.ts';
import { JointWork } from './jointWork.ts';
import type { ExpertsOperation, MatmulOperation } from './operations.ts';
import { Tally } from './tally.ts';

/** Also writes down which products came, in which order, and with how many rows. */
class Record extends Tally {
  readonly lines: string[] = [];
  expertsReads = 0;

  override enterLayer(name: string, count: number): void {
    super.enterLayer(name, count);
    this.lines.push(name);
  }

  override matmul(operation: MatmulOperation, rows: number): void {
    super.matmul(operation, rows);
    this.lines.push(`${operation.name} ${rows}`);
  }

  override experts(operation: ExpertsOperation, pairs: number, rows: number, active: number): void {
    super.experts(operation, pairs, rows, active);
    this.expertsReads += active * operation.bytesPerExpert * this.repeats;
  }
}

function alone(model: Model, step: Step): Record {
  const record = new Record();
  model.forward(new StepFrame().set(step), record);
  return record;
}

function together(model: Model, first: Step, second: Step): Record {
  const record = new Record();
  const joint = new JointWork(record);
  model.forwardJoint(new StepFrame().set(first), new StepFrame().set(second), joint);
  return record;
}

const size = fc.integer({ min: 1, max: 50 });
const prompt = fc.record({
  phase: fc.constant('prefill' as const),
  batchSize: size,
  seqLen: fc.integer({ min: 1, max: 500 }),
  contextLen: fc.integer({ min: 0, max: 500 }),
});
const generating = fc.record({
  phase: fc.constant('decode' as const),
  batchSize: size,
  seqLen: fc.integer({ min: 1, max: 4 }),
  contextLen: fc.integer({ min: 1, max: 1000 }),
});

describe('two kinds of tokens in one step', () => {
  test.prop([toySizes, legalPlan, generating, prompt])(
    'compute, keep, send and hold as much as one after the other',
    (spec, parallelism, first, second) => {
      const layer = new ToyLayer({ ...spec, parallelism });
      const model = new Model('toy', [{ name: 'toy', layer, count: 3 }]);
      const [one, other] = [alone(model, first), alone(model, second)];
      const both = together(model, first, second);
      const sums = ['flops', 'stateReadBytes', 'stateWriteBytes', 'payloadBytes'] as const;
      for (const what of [...sums, 'activationBytes'] as const) {
        expect(both[what] / (one[what] + other[what] || 1)).toBeCloseTo(both[what] > 0 ? 1 : 0, 9);
      }
      // Weights of products, norms and recurrences; of experts and tables what either of the two needs.
      expect(both.weightReadBytes).toBeLessThan(one.weightReadBytes + other.weightReadBytes);
      expect(both.weightReadBytes).toBeGreaterThanOrEqual(
        Math.max(one.weightReadBytes, other.weightReadBytes),
      );
      expect(both.expertsReads).toBeLessThanOrEqual(
        (one.expertsReads + other.expertsReads) * 1.0001,
      );
      expect(both.expertsReads).toBeGreaterThanOrEqual(
        Math.max(one.expertsReads, other.expertsReads) * 0.9999,
      );
    },
  );

  test.prop([size, size, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 1000 })])(
    'that are alike are one larger batch',
    (few, more, seqLen, contextLen) => {
      const model = servedModel(3);
      const step = { phase: 'decode', seqLen, contextLen } as const;
      const joint = together(model, { ...step, batchSize: few }, { ...step, batchSize: more });
      const one = alone(model, { ...step, batchSize: few + more });
      expect(joint.lines).toEqual(one.lines);
      // Each attends for itself: one kernel more in each of three layers.
      expect(joint.kernels).toBe(one.kernels + 3);
      for (const what of [
        'flops',
        'weightReadBytes',
        'stateReadBytes',
        'activationBytes',
      ] as const) {
        expect(joint[what]).toBe(one[what]);
      }
    },
  );

  test.prop([generating, prompt])('run through layer after layer', (first, second) => {
    const [layer] = servedModel().blocks;
    const model = new Model('two', [
      { ...layer!, name: 'early', count: 2 },
      { ...layer!, name: 'late', count: 1 },
    ]);
    const rows = first.batchSize * first.seqLen + second.batchSize * second.seqLen;
    const products = [`in ${rows}`, `out ${rows}`];
    const { lines } = together(model, first, second);
    expect(lines.filter((line) => !products.includes(line))).toEqual(['early', 'late']);
    expect(lines.indexOf('late')).toBe(3);
    expect(lines.slice(1, 3).sort()).toEqual(products);
  });
});

test('experts that either of two groups touches are those of all its tokens, if each chooses for itself', () => {
  // Three experts, one for each token: every choice of two and three tokens, all equally likely.
  const experts = 3;
  const distinct = (tokens: number): number => {
    let sum = 0;
    for (let choice = 0; choice < experts ** tokens; choice += 1) {
      const chosen = new Set<number>();
      for (let token = 0, rest = choice; token < tokens; token += 1) {
        chosen.add(rest % experts);
        rest = Math.floor(rest / experts);
      }
      sum += chosen.size;
    }
    return sum / experts ** tokens;
  };
  const layer = new ToyLayer({ experts });
  let found = 0;
  const tally = new (class extends Tally {
    override experts(_operation: ExpertsOperation, pairs: number, rows: number, active: number) {
      expect([pairs, rows]).toEqual([5, 5]);
      found = active;
    }
  })();
  const joint = new JointWork(tally);
  joint.begin();
  joint.experts(layer.route, 2, 2, distinct(2));
  joint.join();
  joint.experts(layer.route, 3, 3, distinct(3));
  joint.finish();
  expect(found).toBeCloseTo(distinct(5), 12);
});

test('an operation that a layer runs twice loses no rows, and none is left for the next step', () => {
  const layer = new ToyLayer();
  const record = new Record();
  const joint = new JointWork(record);
  for (const scale of [1, 10]) {
    joint.begin();
    for (const rows of [1, 2]) joint.matmul(layer.expand, rows * scale);
    joint.join();
    for (const rows of [30, 40]) joint.matmul(layer.expand, rows * scale);
    joint.finish();
  }
  const rows = record.lines.map((line) => Number(line.split(' ')[1]));
  expect(rows.reduce((sum, each) => sum + each, 0)).toBe(73 * 11);
});

test('what only one of the two needs comes with its own rows', () => {
  const layer = new ToyLayer();
  const record = new Record();
  const joint = new JointWork(record);
  joint.begin();
  joint.matmul(layer.expand, 3);
  joint.join();
  joint.matmul(layer.contract, 5);
  joint.finish();
  expect(record.lines.sort()).toEqual(['contract 5', 'expand 3']);
});
