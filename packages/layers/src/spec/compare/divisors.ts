import { parallelAxes } from '@mantile/core';
import type { Findings } from '../findings.ts';
import { symbols } from '../names.ts';
import type { Effort } from './effort.ts';
import { groupsOf, type Formula } from './formula.ts';

const axes: readonly string[] = parallelAxes;

const tokens = new Set([
  ...['batchSize', 'seqLen', 'contextLen', 'M', 'm', 't', 'T', 'L', 'N', 'rows', 'tokens'],
  ...['queries', 'pairs', 'sequences', 'positions', 'past', 'written', 'topK'],
]);
const widths = new Set([
  ...['hiddenSize', 'intermediateSize', 'numHeads', 'numKvHeads', 'headDim', 'vocabSize'],
  ...['dq', 'dkv', 'expertIntermediate', 'expertIntermediateSize', 'moeIntermediateSize'],
]);

/** Each divisor must be able to divide what stands above it. */
export function checkDivisors(formula: Formula, effort: Effort, findings: Findings): void {
  for (const { over, under } of groupsOf(formula, effort)) {
    for (const axis of under) {
      const reason = implausible(axis, over);
      if (reason === undefined) continue;
      findings.caseId = formula.of.id;
      findings.add({
        code: 'formula.divisor',
        line: formula.derivation.line,
        message: `in ${formula.text}, ${symbols[axis] ?? axis} divides ${over.join(' * ')}: ${reason}.`,
        stated: formula.text,
      });
    }
  }
}

function implausible(axis: string, over: readonly string[]): string | undefined {
  const areTokens = over.every((name) => tokens.has(name));
  const areWidths = over.every((name) => widths.has(name));
  if (axis === 'tensorParallel' && areTokens) {
    return 'tensor parallelism cuts heads and inner widths, never tokens';
  }
  if (axis === 'expertParallel' && areWidths) {
    return 'expert parallelism deals out experts and their tokens, and cuts no width';
  }
  if ((axis === 'contextParallel' || axis === 'sequenceParallel') && areWidths) {
    return 'it cuts the tokens of a sequence, and no width';
  }
  return undefined;
}

/** Similar cases divide the same by the same. */
export function compareDivisors(
  formulas: readonly Formula[],
  effort: Effort,
  findings: Findings,
): void {
  // With nothing to compare it with, a formula need not be taken apart.
  if (formulas.length < 2) return;
  const seen = new Map<
    string,
    { readonly divided: readonly string[]; readonly formula: Formula }
  >();
  for (const formula of formulas) {
    const all = dividedBy(formula, effort);
    // A formula that is written out in part looks different from one that is not.
    if (effort.isExhausted) return;
    for (const [axis, divided] of all) {
      const earlier = seen.get(axis);
      if (earlier === undefined) {
        seen.set(axis, { divided, formula });
      } else if (!divided.some((each) => earlier.divided.includes(each))) {
        findings.caseId = formula.of.id;
        findings.add({
          code: 'formula.differs',
          line: formula.derivation.line,
          message:
            `${symbols[axis] ?? axis} divides ${divided.join(' and ')} in ${formula.text}, ` +
            `but ${earlier.divided.join(' and ')} in ${earlier.formula.text} of ${earlier.formula.of.id}.`,
          stated: formula.text,
          computed: earlier.formula.text,
        });
      }
    }
  }
}

/** What each degree divides, where brackets say so; a degree with several dividends is listed with all. */
function dividedBy(formula: Formula, effort: Effort): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { over, under } of groupsOf(formula, effort)) {
    for (const axis of under.filter((name) => axes.includes(name))) {
      found.set(axis, [...(found.get(axis) ?? []), [...over].sort().join(' * ')]);
    }
  }
  return found;
}
