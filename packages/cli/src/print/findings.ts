import type { Finding } from '@mantile/config';
import type { Style } from './style.ts';

/** Findings as lines below a file's name: severity, place, what is so, and what to do. */
export function findingLines(findings: readonly Finding[], style: Style): string {
  return findings
    .map(({ severity, path, message, fix, code }) => {
      const paint = { error: style.bad, warning: style.warn, info: style.faint }[severity];
      const remedy = fix === undefined ? '' : `\n      ${style.faint(fix)}`;
      return `  ${paint(severity)}  ${path === '' ? '' : `${style.strong(path)}: `}${message} ${style.faint(`[${code}]`)}${remedy}\n`;
    })
    .join('');
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
