import type { CheckedStatement } from './check/statements.ts';
import type { SpecCase } from './cases.ts';
import type { Findings } from './findings.ts';
import type { MeasuredCase } from './measure.ts';

/** A statement, and where in its case it stands. */
export interface Derivation extends CheckedStatement {
  readonly heading: string;
  readonly operation: string;
}

/** A case as others are compared with it. */
export interface ComparedCase extends MeasuredCase {
  readonly id: string;
  readonly line: number;
  readonly kind: string;
  readonly specCase: SpecCase;
  readonly derivations: readonly Derivation[];
}

/** Checks the cases of a document against each other. */
export function checkConsistency(_cases: readonly ComparedCase[], _findings: Findings): void {
  // Filled in below.
}
