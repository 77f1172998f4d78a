import type { ActivationBuffer, MatmulOperation, PassOperation, Work } from '@mantile/core';

/** The compiled operations of a router. */
export interface Router {
  /** A norm in front of it. */
  readonly normalise?: PassOperation | undefined;
  readonly score: MatmulOperation;
  readonly logits: ActivationBuffer;
  readonly select: PassOperation;
}

/** Routes `rows` tokens. */
export function sendRouter({ normalise, score, logits, select }: Router, work: Work, rows: number) {
  if (normalise !== undefined) work.pass(normalise, rows);
  work.matmul(score, rows);
  work.hold(logits, rows);
  work.pass(select, rows);
}
