import type { Findings } from '../findings.ts';
import type { ComparedCase } from './comparedCase.ts';
import { checkDivisors, compareDivisors } from './divisors.ts';
import { Effort } from './effort.ts';
import { formulasOf, type Formula } from './formula.ts';
import { checkDivision, checkTotals } from './shares.ts';
import { compareValues } from './transfer.ts';

/** Checks the cases of a document against each other: formulas, divisors, shares and totals. */
export function checkConsistency(cases: readonly ComparedCase[], findings: Findings): void {
  const effort = new Effort();
  const alike = new Map<string, Formula[]>();
  for (const each of cases) {
    for (const [place, formula] of formulasOf(each)) {
      checkDivisors(formula, effort, findings);
      const key = `${each.kind} | ${each.specCase.step.phase} | ${place}`;
      const group = alike.get(key);
      if (group === undefined) alike.set(key, [formula]);
      else group.push(formula);
    }
  }
  for (const formulas of alike.values()) {
    compareDivisors(formulas, effort, findings);
    compareValues(formulas, effort, findings);
  }
  for (const each of cases) {
    checkTotals(each, findings);
    checkDivision(each, cases, findings);
  }
  findings.caseId = undefined;
  if (effort.isExhausted) {
    findings.add({
      code: 'document.unreadable',
      line: 1,
      message:
        'comparing the cases with each other would take too long, so their formulas are not all compared: ' +
        'split the document, or write fewer abbreviations of abbreviations.',
    });
  }
}
