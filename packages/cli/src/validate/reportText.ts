import type { Io } from '../io.ts';
import { countsOf, findingLines } from '../print/findings.ts';
import { styleFor } from '../print/style.ts';
import { skippedText } from './namedFiles.ts';
import type { Validation } from './validateFiles.ts';

/** A line for each file, its findings below it, and the sum. */
export function reportText({ reports, skipped }: Validation, io: Io): string {
  const style = styleFor(io);
  const lines = reports.map(({ file, kind, valid, findings }) => {
    const mark = valid ? style.good('ok') : style.bad('not ok');
    const counts = findings.length === 0 ? '' : `: ${countsOf(findings)}`;
    return `${mark}  ${file} ${style.faint(`(${kind})`)}${counts}\n${findingLines(findings, style)}`;
  });
  const bad = reports.filter(({ valid }) => !valid).length;
  const files = `${reports.length} ${reports.length === 1 ? 'file' : 'files'}`;
  const sum = bad === 0 ? `${files} valid` : `${bad} of ${files} not valid`;
  const rest = skipped === 0 ? '' : `${skippedText(skipped)}\n`;
  return `${lines.join('')}${reports.length > 1 ? `${sum}\n` : ''}${rest}`;
}
