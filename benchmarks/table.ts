const minimumSeconds = 1;
const repeats = 5;

/** Rounds per second on one core: the best of a few runs, each long enough for the compiler to have settled. */
export function rate(evaluate: (round: number) => number): number {
  let rounds = 100_000;
  let best = 0;
  for (let repeat = 0; repeat < repeats;) {
    let sum = 0;
    const start = process.cpuUsage();
    for (let round = 0; round < rounds; round += 1) sum += evaluate(round);
    // Processor time, not wall clock: what else runs on the machine should not count.
    const { user, system } = process.cpuUsage(start);
    const elapsed = (user + system) / 1e6;
    // Using the sum keeps the work from being optimised away.
    if (!(sum > 0)) throw new Error('nothing was evaluated');
    if (elapsed < minimumSeconds) {
      rounds *= 4;
      continue;
    }
    best = Math.max(best, rounds / elapsed);
    repeat += 1;
  }
  return best;
}

/** A Markdown table: a heading, then names with rates per second and ratios. */
export function table(rows: readonly (readonly [string, ...(string | number)[]])[]): string {
  const [heading = [''], ...body] = rows.map((row) =>
    row.map((cell) => (typeof cell === 'string' ? cell : format(cell))),
  );
  const all = [heading, ...body];
  const widths = heading.map((_, column) =>
    Math.max(3, ...all.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]): string =>
    `| ${row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join(' | ')} |`;
  const rule = widths.map(
    (width, column) => '-'.repeat(width - (column === 0 ? 0 : 1)) + (column === 0 ? '' : ':'),
  );
  return [line(heading), line(rule), ...body.map(line)].join('\n');
}

function format(value: number): string {
  return value > 1000 ? Math.round(value).toLocaleString('en-US') : value.toFixed(2);
}
