import type { Findings } from '../findings.ts';
import type { DocumentText, TextLine } from '../read/document.ts';
import type { Scope } from './scope.ts';

/** A definition among the conventions, such as `M = B * S`: it holds in every case that has its names. */
export interface Definition {
  readonly name: string;
  /** The names in its formula. */
  readonly names: readonly string[];
  readonly line: TextLine;
}

const form = /`\s*([A-Za-z_][\w.]*)\s*=\s*([^`=]+)`/g;

/** Every definition is worked out in every case; so many are no conventions any more. */
const mostWorkedOut = 200_000;

/** The definitions that stand around the cases. */
export function definitionsIn(
  { lines, cases }: DocumentText,
  findings: Findings,
): readonly Definition[] {
  const found = lines.flatMap((line) =>
    [...line.text.matchAll(form)].map(([text, name = '', formula = '']) => ({
      name,
      names: formula.match(/[A-Za-z_][\w.]*/g) ?? [],
      line: { ...line, text, section: 'calculations' as const, heading: '', operation: '' },
    })),
  );
  if (found.length * cases.length <= mostWorkedOut) return found;
  findings.add({
    code: 'document.unreadable',
    line: found[0]?.line.number ?? 1,
    message:
      `${found.length} definitions around ${cases.length} cases are too many to work out in each, ` +
      'and are left out: split the document.',
  });
  return [];
}

/** Those that hold in a case. */
export function definitionsHolding(
  definitions: readonly Definition[],
  scope: Scope,
): readonly TextLine[] {
  return definitions
    .filter(({ name, names }) => {
      const isKnown = names.every(
        (each) => scope.lookUp(each) !== undefined || /^(ceil|floor|min|max)$/.test(each),
      );
      // A case may say it differently only by saying it itself.
      return isKnown && scope.written(name) === undefined;
    })
    .map(({ line }) => line);
}
