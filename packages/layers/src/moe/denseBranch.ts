import type {
  ActivationBuffer,
  CollectiveOperation,
  MatmulOperation,
  PassOperation,
  Work,
} from '@mantile/core';

/** The compiled operations of a dense feed-forward network beside routed experts. */
export interface DenseBranch {
  readonly expand: MatmulOperation;
  readonly inner: ActivationBuffer;
  readonly activate: PassOperation;
  readonly contract: MatmulOperation;
  /** A learned gate of the result. */
  readonly gate?: MatmulOperation | undefined;
  readonly reduce: CollectiveOperation;
}

/** Runs the network on `rows` tokens. */
export function sendDense(branch: DenseBranch, work: Work, rows: number): void {
  const { expand, inner, activate, contract, gate, reduce } = branch;
  work.matmul(expand, rows);
  work.hold(inner, rows);
  work.pass(activate, rows);
  work.matmul(contract, rows);
  if (gate !== undefined) work.matmul(gate, rows);
  work.collective(reduce, rows);
}
