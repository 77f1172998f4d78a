import type { Finding } from '@mantile/config';
import { safeName } from './safeName.ts';
import type { Style } from './style.ts';

/** Findings as lines below a file's name: severity, place, what is so, and what to do. */
export function findingLines(findings: readonly Finding[], style: Style): string {
  return findings
    .map((finding) => {
      const { severity, code } = finding;
      const [path, message] = [safeName(finding.path), safeName(finding.message)];
      const fix = finding.fix && safeName(finding.fix);
      const paint = { error: style.bad, warning: style.warn, info: style.faint }[severity];
      const remedy = fix === undefined ? '' : `\n      ${style.faint(fix)}`;
      const at = [placeOf(finding), path].filter((part) => part !== '').join(' ');
      return `  ${paint(severity)}  ${at === '' ? '' : `${style.strong(at)}: `}${message} ${style.faint(`[${code}]`)}${remedy}\n`;
    })
    .join('');
}

/** Line and column, where a finding knows them. */
function placeOf(finding: Finding): string {
  const { line, column } = finding as Finding & {
    readonly line?: number;
    readonly column?: number;
  };
  return line === undefined || column === undefined ? '' : `${line}:${column}`;
}

/** `2 errors, 1 warning`. */
export function countsOf(findings: readonly Finding[]): string {
  return (['error', 'warning', 'info'] as const)
    .map(
      (severity) => [severity, findings.filter((one) => one.severity === severity).length] as const,
    )
    .filter(([, count]) => count > 0)
    .map(
      ([severity, count]) => `${count} ${severity}${count === 1 || severity === 'info' ? '' : 's'}`,
    )
    .join(', ');
}
