import type { Difference } from '@mantile/core';

/** Differences as far as they are printed: to a depth, and with what a number says of another one in its place. */
export interface CutOptions {
  /** Levels below the headline. */
  readonly depth: number;
  /** All headlines, for the terms that are compared elsewhere. */
  readonly all: readonly Difference[];
  /** Those that are printed themselves: a term that leads to one of them ends there. */
  readonly shown: readonly Difference[];
}

/** A difference without what lies deeper, and with what lies elsewhere. */
export function cutDifference(node: Difference, { depth, all, shown }: CutOptions): Difference {
  const target = all.find(({ name }) => name === node.see);
  const isPrinted = target !== undefined && shown.includes(target);
  const { children: _children, see: _see, ...own } = node;
  const children = node.children ?? (isPrinted ? undefined : target?.children);
  const see = isPrinted || target?.children === undefined ? node.see : undefined;
  if (children === undefined || depth < 1) return { ...own, ...(see !== undefined && { see }) };
  const below = { depth: depth - 1, all, shown };
  return { ...own, children: children.map((child) => cutDifference(child, below)) };
}
