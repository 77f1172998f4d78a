import { basename } from 'node:path';
import type { LayerRegistry } from '@mantile/core';
import { runSpec, type SpecResult } from '@mantile/layers/spec';
import { filesOf, textOf } from '../input/files.ts';
import type { Io } from '../io.ts';
import { styleFor } from '../print/style.ts';
import { several } from '../print/whole.ts';
import { UsageError } from '../usageError.ts';

/** What came of running specs. */
export interface SpecRun {
  readonly results: readonly SpecResult[];
  /** Files of folders that hold no case. */
  readonly skipped: number;
}

/** The heading of a case, of whatever kind. */
const caseHeading = /^#{1,4}\s+Test\s+\**`?[A-Za-z]\w*-\d/m;

/** Runs the specs that paths name: files whatever they hold, of folders those that have cases. */
export function checkSpecs(paths: readonly string[], layers: LayerRegistry): SpecRun {
  const results: SpecResult[] = [];
  let skipped = 0;
  for (const path of new Set(paths)) {
    for (const file of filesOf([path], ['.md'])) {
      const text = textOf(file);
      if (file === path || caseHeading.test(text)) results.push(runSpec(text, { layers, file }));
      else skipped += 1;
    }
  }
  if (results.length > 0) return { results, skipped };
  throw new UsageError(
    `no spec in ${paths.join(', ')}: a case begins with a heading such as "# Test MLP-1 — one package".`,
  );
}

/** A line for each file, its findings with their lines below it, and the sum. */
export function specsText({ results, skipped }: SpecRun, io: Io): string {
  const style = styleFor(io);
  const lines = results.map(({ file, cases, findings, passed }) => {
    const mark = passed ? style.good('ok') : style.bad('not ok');
    const count = findings.length === 0 ? '' : `, ${several(findings.length, 'finding')}`;
    const found = findings.map(
      ({ line, code, message, caseId }) =>
        `  ${style.strong(`${basename(file)}:${line}`)} ${caseId === undefined ? '' : `${caseId}: `}${message} ${style.faint(`[${code}]`)}\n`,
    );
    return `${mark}  ${file}: ${several(cases.length, 'case')}${count}\n${found.join('')}`;
  });
  const bad = results.filter(({ passed }) => !passed).length;
  const specs = several(results.length, 'spec');
  const sum = bad === 0 ? `${specs} passed` : `${bad} of ${specs} not passed`;
  const rest = skipped === 0 ? '' : `${several(skipped, 'file')} without cases skipped\n`;
  return `${lines.join('')}${results.length > 1 ? `${sum}\n` : ''}${rest}`;
}
