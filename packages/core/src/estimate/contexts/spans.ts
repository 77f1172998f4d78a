import type { RequestShape } from '../requestShape.ts';

/** Contexts from one up to another, all equally often: those of one answer. */
export interface Span {
  readonly from: number;
  readonly to: number;
  /** Steps of such answers, beside those of others. */
  readonly steps: number;
}

const likely = 8;

/**
 * The contexts of all steps of all requests: where lengths differ, some that are equally likely and as far apart
 * as those.
 */
export function spansOf(shape: RequestShape): readonly Span[] {
  const { promptTokens, promptSquare, answerTokens, meanContext } = shape;
  const promptVariance = promptTokens * promptTokens * (promptSquare - 1);
  const further = answerTokens - 1;
  // As `meanContext` comes about: (E[n²] - 3·E[n] + 2) / 2 / (E[n] - 1) beyond the prompt.
  const answerVariance = 2 * further * (meanContext - promptTokens) - further * (further - 1);
  const answers = lengths(further, answerVariance);
  const spans: Span[] = [];
  for (const prompt of lengths(promptTokens, promptVariance)) {
    for (const steps of answers) {
      spans.push({ from: prompt - 0.5, to: prompt - 0.5 + steps, steps });
    }
  }
  return spans;
}

/** Numbers with such a mean and such a variance, all as far from their neighbours. */
function lengths(mean: number, variance: number): readonly number[] {
  // Below that it is the last bits of a double, or no range of whole numbers.
  if (variance < 0.1 + 1e-9 * mean * mean) return [mean];
  const distance = Math.sqrt((12 * variance) / (likely * likely - 1));
  return Array.from({ length: likely }, (_, index) =>
    Math.max(0, mean + (index - (likely - 1) / 2) * distance),
  );
}
