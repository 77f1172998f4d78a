import { FaultList } from '@mantile/core';
import { cellsOf, fromCell } from './cells.ts';
import { columns, gapStatuses, type GapRegistryEntry } from './entry.ts';

const severities = ['HIGH', 'MEDIUM', 'LOW'] as const;
const longest = 4_000_000;

/** A row, and the line that it stands on, from 0. */
export interface RegistryLine {
  readonly line: number;
  readonly entry: GapRegistryEntry;
}

/**
 * Reads the registry of gaps; a table that is none, and rows that cannot be, are refused all at once.
 *
 * @example
 * import { MantileError } from '@mantile/core';
 * import { readGapRegistry } from '@mantile/hf';
 * const head = '| # | Gap type | Feature | Affected layers | Severity | Report file | Status |\n|-|-|-|-|-|-|-|\n';
 * let paths: string[] = [];
 * try {
 *   readGapRegistry(`${head}| 1 | MoE | moe | moe | DIRE | gaps/moe.md | Done |`);
 * } catch (error) {
 *   if (MantileError.isInstance(error)) paths = error.faults.map(({ path }) => path);
 * }
 * paths // => ['line 3, Severity', 'line 3, Status']
 * @category Gap reports
 */
export function readGapRegistry(text: string): readonly GapRegistryEntry[] {
  return registryLines(text).map(({ entry }) => entry);
}

/** The rows with their lines. */
export function registryLines(text: string): readonly RegistryLine[] {
  const faults = new FaultList();
  const code = 'gap_registry.invalid';
  if (text.length > longest) {
    const message = `expected at most ${longest} characters.`;
    faults.add({ code, path: 'registry', value: text.length, message });
    faults.throwIfAny();
  }
  const lines = text.split(/\r\n|\n|\r/);
  const head = lines.findIndex((line) => {
    const cells = cellsOf(line)?.map((cell) => cell.toLowerCase());
    return cells !== undefined && columns.every((name, at) => cells[at] === name.toLowerCase());
  });
  if (head === -1) {
    const message = `there is no table with the columns ${columns.join(', ')}.`;
    faults.add({ code, path: 'registry', legal: columns, message });
  }
  const found: RegistryLine[] = [];
  const numbers = new Set<number>();
  for (let line = head + 2; head !== -1 && line < lines.length; line += 1) {
    const cells = cellsOf(lines[line] ?? '')?.map(fromCell);
    if (cells === undefined) break;
    const [number = '', type = '', feature = '', layers = '', severity, reportFile = '', status] =
      cells;
    const at = `line ${line + 1}`;
    const own = severities.find((known) => known === severity);
    const state = gapStatuses.find((known) => known === status);
    const note = (
      name: string,
      value: unknown,
      expected: string,
      legal?: readonly string[],
    ): void => {
      faults.add({
        code,
        path: `${at}, ${name}`,
        value,
        ...(legal && { legal }),
        message: `expected ${expected}.`,
      });
    };
    if (!/^[1-9]\d{0,8}$/.test(number)) note('#', number, 'a whole number from 1');
    else if (numbers.has(Number(number))) note('#', number, 'a number that no other row has');
    if (own === undefined) note('Severity', severity, severities.join(', '), severities);
    if (state === undefined) note('Status', status, gapStatuses.join(', '), gapStatuses);
    if (cells.length !== columns.length) note('#', cells.length, `${columns.length} cells`);
    numbers.add(Number(number));
    if (own === undefined || state === undefined) continue;
    const entry = {
      number: Number(number),
      type,
      feature,
      layers,
      severity: own,
      reportFile,
      status: state,
    };
    found.push({ line, entry });
  }
  faults.throwIfAny();
  return found;
}
