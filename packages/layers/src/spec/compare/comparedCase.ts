import type { CheckedStatement } from '../check/statements.ts';
import type { SpecCase } from '../cases.ts';
import type { MetricName } from '../names.ts';

/** A statement, and where in its case it stands. */
export interface Derivation extends CheckedStatement {
  readonly heading: string;
  readonly operation: string;
}

/** A case as others are compared with it. */
export interface ComparedCase {
  readonly id: string;
  readonly line: number;
  readonly kind: string;
  readonly specCase: SpecCase;
  /** The parameters that it states, with their symbols. */
  readonly parameters: ReadonlyMap<string, string | undefined>;
  /** The value of a parameter that is a number. */
  readonly parameter: (name: string) => number | undefined;
  readonly numPackages: number;
  /** What it works on, parallelism and hardware aside: equal for a case and its one-package case. */
  readonly work: string;
  /** How it works, sizes of the step aside: equal for cases that must use one formula. */
  readonly setup: string;
  /** What the document states of a metric, in base units. */
  readonly stated: (metric: MetricName) => number | undefined;
  readonly derivations: readonly Derivation[];
}

/** The marks by which cases are told alike. */
export function marksOf(kind: string, specCase: SpecCase): Pick<ComparedCase, 'work' | 'setup'> {
  const { spec, dtype, dtypes, parallelism, step, causal } = specCase;
  const common = [kind, spec, dtype, dtypes, causal, step.phase];
  return {
    work: JSON.stringify([...common, step]),
    setup: JSON.stringify([...common, parallelism, (step.contextLen ?? 0) > 0]),
  };
}
