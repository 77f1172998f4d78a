import { count } from '../text/markdown.ts';
import type { ModuleReading } from '../knowledge/readTensors.ts';

/** What tensors and configuration say of experts, each by itself. */
export interface ExpertFacts {
  /** Whether they are of one size, as one tensor for all holds them. */
  readonly areAlike: boolean;
  /** Whether the configuration says how many a token uses. */
  readonly statesTopK: boolean;
  /** What it says, where that is more than there are. */
  readonly excess?: number | undefined;
  /** Whether a router has as many rows. */
  readonly isRouted: boolean;
  /** What contradicts what, and what was taken. */
  readonly notes: readonly string[];
}

/** Holds what the configuration states of experts, and the router, against how many there are. */
export function expertFacts(
  { routerRows, tensors, hasUnevenExperts = false }: ModuleReading,
  experts: number,
  { topK, numExperts }: Readonly<Record<string, number>>,
): ExpertFacts {
  const many = `${count(experts)} experts`;
  const fewest = Math.min(
    ...tensors.flatMap(({ byExpert, tensor }) =>
      byExpert ? [tensor.copies > 1 ? tensor.copies : (tensor.shape[0] ?? 1)] : [],
    ),
  );
  const excess = topK !== undefined && topK > experts ? topK : undefined;
  return {
    areAlike: !hasUnevenExperts,
    statesTopK: topK !== undefined,
    excess,
    isRouted: routerRows === experts,
    notes: [
      ...(numExperts !== undefined && numExperts !== experts
        ? [
            `Contradiction: the configuration states ${count(numExperts)} experts, and the tensors show ${many}. The tensors are taken.`,
          ]
        : []),
      ...(routerRows !== undefined && routerRows !== experts
        ? [
            `Contradiction: what looks like the router has ${count(routerRows)} rows, and the tensors show ${many}. Both are taken as they are; a file may be missing.`,
          ]
        : []),
      ...(fewest < experts
        ? [
            `Contradiction: of some tensors there are ${count(fewest)}, and of others as many as ${many}. A file may be missing.`,
          ]
        : []),
      ...(hasUnevenExperts
        ? [
            'The experts differ in size: which of them run decides the FLOPs, and all of them are counted here.',
          ]
        : []),
      ...(excess === undefined
        ? []
        : [
            `Contradiction: the configuration says that a token uses ${count(excess)} experts, and the tensors show ${many}. A token is taken to use all of them.`,
          ]),
      ...(topK === undefined && !hasUnevenExperts
        ? [
            'The configuration does not say how many experts a token uses: topK is all of them here.',
          ]
        : []),
    ],
  };
}
