import { csv } from '../print/csv.ts';
import type { Evaluation } from './evaluate.ts';
import { understood } from './understood.ts';

type Row = Readonly<Record<string, string | number | undefined>>;

/** Estimates as a table: what was asked, then every number, `memory.total` for those within others. */
export function estimateCsv(evaluations: readonly Evaluation[]): string {
  const rows = evaluations.map(rowOf);
  const header = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return csv(
    header,
    rows.map((row) => header.map((name) => row[name])),
  );
}

function rowOf(evaluation: Evaluation): Row {
  const { notes: _notes, ...estimate } = evaluation.estimate;
  const { model, system, plan, workload, formats } = understood(evaluation);
  const row: Record<string, string | number | undefined> = {
    model: model.id,
    system: system.id,
    chip: system.chip,
  };
  flatten({ plan, formats, workload }, '', row);
  flatten(estimate, '', row);
  return row;
}

function flatten(
  values: object,
  prefix: string,
  row: Record<string, string | number | undefined>,
): void {
  for (const [name, value] of Object.entries(values) as readonly (readonly [string, unknown])[]) {
    if (typeof value === 'object' && value !== null) flatten(value, `${prefix}${name}.`, row);
    else if (typeof value === 'number' || typeof value === 'string') row[prefix + name] = value;
    else if (typeof value === 'boolean') row[prefix + name] = String(value);
    else row[prefix + name] = undefined;
  }
}
