/**
 * The kinds of fault that a run of a spec finds.
 *
 * @example
 * import type { FindingCode } from '@mantile/layers/spec';
 * const code: FindingCode = 'arithmetic.wrong';
 * code // => 'arithmetic.wrong'
 * @category Executable specs
 */
export type FindingCode =
  /** A line states a value that its own arithmetic does not give. */
  | 'arithmetic.wrong'
  /** It looks like arithmetic, and cannot be read. */
  | 'arithmetic.unreadable'
  /** A formula uses a name that nothing defines. */
  | 'arithmetic.unknown_name'
  /** A number is stated without a derivation. */
  | 'arithmetic.underived'
  /** The value would be right in another unit, or the unit counts something else. */
  | 'unit.wrong'
  /** A name stands for two values in one case. */
  | 'name.conflict'
  | 'parameter.invalid'
  | 'case.duplicate'
  /** The layer refuses the parameters of the case. */
  | 'case.refused'
  /** The layer computes something else. */
  | 'result.wrong'
  | 'result.unknown'
  | 'result.missing'
  | 'table.wrong'
  | 'table.unreadable'
  | 'table.incomplete'
  /** Similar cases use different formulas. */
  | 'formula.differs'
  /** A parallel degree divides what it cannot divide. */
  | 'formula.divisor'
  /** A parallel case is no clean division of its one-package case. */
  | 'cases.division'
  /** A total does not follow from the share of a package. */
  | 'cases.total'
  | 'document.unreadable';

/**
 * One fault of a spec: where it is, what the document says, and what is right.
 *
 * @example
 * import { standardLayers } from '@mantile/layers';
 * import { runSpec, type Finding } from '@mantile/layers/spec';
 * const { findings } = runSpec('Twice `2 * 3 = 7`.', { layers: standardLayers, file: 'small.md' });
 * findings.map(({ code, line, stated, computed }: Finding) => [code, line, stated, computed]) // => [['document.unreadable', 1, undefined, undefined], ['arithmetic.wrong', 1, '7', '6']]
 * @category Executable specs
 */
export interface Finding {
  readonly code: FindingCode;
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** The case it belongs to, where it belongs to one. */
  readonly caseId?: string | undefined;
  /** What is wrong, for people. */
  readonly message: string;
  /** As the document says it. */
  readonly stated?: string | undefined;
  /** What is right instead. */
  readonly computed?: string | undefined;
  /** How the right value follows, where arithmetic shows it. */
  readonly derivation?: string | undefined;
}

/** Collects the findings of a document, and knows where it stands. */
export class Findings {
  readonly all: Finding[] = [];
  readonly file: string;
  caseId: string | undefined;

  constructor(file: string) {
    this.file = file;
  }

  add(finding: Omit<Finding, 'file' | 'caseId'>): void {
    const { file, caseId } = this;
    this.all.push({ ...finding, file, ...(caseId !== undefined && { caseId }) });
  }
}
