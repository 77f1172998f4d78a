import type { Finding } from '@mantile/config';
import { shown } from '../tensors/shown.ts';

/** Findings on fields that cannot be read, for which something had to stand in so that reading could go on. */
const lost = new WeakSet<Finding>();

/** Says that a field is not there. */
export function absentField(path: string, expected: string, others: readonly string[]): Finding {
  const known = others.length > 0 ? ` (also known as ${others.join(', ')})` : '';
  return noted({
    code: 'hf.field_missing',
    severity: 'error',
    path,
    message: `expected ${expected}${known}, but there is none.`,
    fix: 'Take the complete config.json of the model, not an extract.',
  });
}

/** Says that a field has no such value. */
export function invalidField(path: string, expected: string, value: unknown): Finding {
  return noted({
    code: 'hf.field_invalid',
    severity: 'error',
    path,
    message: `expected ${expected}, got ${shown(value)}.`,
  });
}

/** Says that a fact stands under two names, and differs. */
export function disagreeingFields(
  path: string,
  value: unknown,
  otherName: string,
  other: unknown,
): Finding {
  const own = path.split('.').at(-1) ?? path;
  return noted({
    code: 'hf.names_disagree',
    severity: 'error',
    path,
    message:
      `${own} is ${shown(value)}, and ${otherName}, another name of the same, is ${shown(other)}: ` +
      `this family's own name for it is ${own}.`,
    fix: `Correct the one that is wrong, or take ${otherName} out.`,
  });
}

/**
 * Each finding once. Where fields could not be read, only these and what was taken for absent ones is left: whatever
 * else was found, such as sizes that do not divide each other, may follow from what stood in for them.
 */
export function withoutConsequences(findings: readonly Finding[]): readonly Finding[] {
  // A section that is missing as a whole is said by the family, before its fields are.
  const isCertain = (finding: Finding): boolean =>
    finding.severity === 'info' || finding.code === 'hf.field_missing' || lost.has(finding);
  const certain = findings.some((finding) => lost.has(finding))
    ? findings.filter(isCertain)
    : findings;
  const once = new Map(certain.map((one) => [`${one.code} ${one.path} ${one.message}`, one]));
  return [...once.values()];
}

function noted(finding: Finding): Finding {
  lost.add(finding);
  return finding;
}
