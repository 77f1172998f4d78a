/** From the shortest to the longest, all equally likely. */
type Range = readonly [number, number];

/** A load to simulate, on one replica. */
export interface SimulatedLoad {
  readonly input: Range;
  readonly output: Range;
  /** A closed loop of so many users, or an open one at a rate. */
  readonly users?: number;
  readonly rate?: number;
  readonly places: number;
}

/** A request under way. */
export interface SimulatedRequest {
  readonly sent: number;
  /** When the engine has taken it in. */
  readonly ready: number;
  readonly prompt: number;
  readonly steps: number;
  /** Steps that go by before it is taken up, once seen. */
  readonly wait: number;
  seenAt: number;
  taken: number;
  first: number;
}

/** How a request fared, in seconds. */
export interface SimulatedAnswer {
  readonly first: number;
  readonly perToken: number;
  readonly total: number;
}

/** What came out, in seconds. */
export interface SimulatedResult {
  readonly firstToken: number;
  readonly firstTokenP50: number;
  readonly firstTokenP99: number;
  readonly perToken: number;
  readonly total: number;
  readonly requestsPerSecond: number;
  readonly generating: number;
}

/** Means and quantiles of answers in a span of time. */
export function summary(
  answers: readonly SimulatedAnswer[],
  span: number,
  generatingSeconds: number,
): SimulatedResult {
  const mean = (of: (answer: SimulatedAnswer) => number): number =>
    answers.reduce((sum, answer) => sum + of(answer), 0) / answers.length;
  const firsts = answers.map(({ first }) => first).sort((a, b) => a - b);
  const quantile = (share: number): number => firsts[Math.floor(share * (firsts.length - 1))] ?? 0;
  return {
    firstToken: mean(({ first }) => first),
    firstTokenP50: quantile(0.5),
    firstTokenP99: quantile(0.99),
    perToken: mean(({ perToken }) => perToken),
    total: mean(({ total }) => total),
    requestsPerSecond: answers.length / span,
    generating: generatingSeconds / span,
  };
}
