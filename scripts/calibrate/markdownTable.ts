import type { ErrorSummary } from '@mantile/hardware';

/** A Markdown table as prettier would align it. */
export function markdownTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const widths = header.map((cell, index) =>
    Math.max(3, cell.length, ...rows.map((row) => (row[index] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(' | ')} |`;
  return [line(header), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join(
    '\n',
  );
}

/** Median, mean and 90th percentile, in percent. */
export function errors(summary: ErrorSummary | undefined): string {
  if (summary === undefined) return '–';
  const { median, mean, percentile90 } = summary;
  return [median, mean, percentile90].map(percent).join(' / ');
}

/** A percentage with one digit, or none when it is large. */
export function percent(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(1);
}
