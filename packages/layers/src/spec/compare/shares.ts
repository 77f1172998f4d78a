import type { Findings } from '../findings.ts';
import type { MetricName } from '../names.ts';
import { numeral } from '../numerals.ts';
import type { ComparedCase } from './comparedCase.ts';

/** Shares of a package with their totals. */
const pairs: readonly (readonly [MetricName, MetricName])[] = [
  ['flopsPerPackage', 'flopsTotal'],
  ['weightMemoryPerPackage', 'weightMemoryTotal'],
  ['activationMemoryPerPackage', 'activationMemoryTotal'],
  ['kvCachePerPackage', 'kvCacheTotal'],
];

/** Doubles beyond 2⁵³ are rounded. */
function exceeds(value: number, bound: number): boolean {
  return value > bound * (1 + 2 ** -50);
}

/** Totals follow from shares: never less than one, never more than one for every package. */
export function checkTotals(of: ComparedCase, findings: Findings): void {
  for (const [shareName, totalName] of pairs) {
    const share = of.stated(shareName);
    const total = of.stated(totalName);
    if (share === undefined || total === undefined) continue;
    const most = share * of.numPackages;
    if (!exceeds(total, most) && !exceeds(share, total)) continue;
    findings.caseId = of.id;
    findings.add({
      code: 'cases.total',
      line: of.line,
      message:
        `${totalName} ${numeral(total)} does not follow from ${numeral(share)} on each of ` +
        `${of.numPackages} packages: at most ${numeral(most)}, at least ${numeral(share)}.`,
      stated: numeral(total),
      computed: numeral(most),
    });
  }
}

/** A parallel case shares out the work of its one-package case: no package does more, together they do no less. */
export function checkDivision(
  of: ComparedCase,
  cases: readonly ComparedCase[],
  findings: Findings,
): void {
  if (of.numPackages === 1) return;
  const base = cases.find((other) => other.numPackages === 1 && other.work === of.work);
  if (base === undefined) return;
  const compare = (
    what: string,
    share: number | undefined,
    whole: number | undefined,
    line: number,
  ): void => {
    if (share === undefined || whole === undefined) return;
    const least = whole / of.numPackages;
    if (!exceeds(least, share) && !exceeds(share, whole)) return;
    findings.caseId = of.id;
    findings.add({
      code: 'cases.division',
      line,
      message:
        `${what} ${numeral(share)} is no share of the ${numeral(whole)} of ${base.id} among ` +
        `${of.numPackages} packages: at least ${numeral(least)}, at most ${numeral(whole)}.`,
      stated: numeral(share),
      computed: numeral(least),
    });
  };
  for (const [shareName] of pairs) {
    compare(shareName, of.stated(shareName), base.stated(shareName), of.line);
  }
  const ofBase = operationsOf(base);
  for (const [key, { value, line }] of operationsOf(of)) {
    compare(key.split(' / ')[1] ?? key, value, ofBase.get(key)?.value, line);
  }
}

interface OperationShare {
  readonly value: number;
  readonly line: number;
}

/** What each operation comes to, under the headings that count FLOPs and bytes held. */
function operationsOf({ derivations }: ComparedCase): ReadonlyMap<string, OperationShare> {
  const found = new Map<string, OperationShare>();
  for (const { heading, operation, value, line, name } of derivations) {
    if (operation === '' || value === undefined || name !== undefined) continue;
    if (!/FLOP|weight|activation|cache/i.test(heading)) continue;
    found.set(`${heading} / ${operation}`, { value, line });
  }
  return found;
}
