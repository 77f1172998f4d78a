const minimumSeconds = 1;
const repeats = 5;

/** Rounds per second on one core: the best of a few runs, each long enough for the compiler to have settled. */
export function rate(evaluate: (round: number) => number): number {
  let rounds = 100_000;
  let best = 0;
  for (let repeat = 0; repeat < repeats;) {
    let sum = 0;
    const start = process.hrtime.bigint();
    for (let round = 0; round < rounds; round += 1) sum += evaluate(round);
    const elapsed = Number(process.hrtime.bigint() - start) / 1e9;
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

/** Prints rows of a Markdown table: a heading, then names with rates per second and ratios. */
export function printTable(rows: readonly (readonly [string, ...(string | number)[]])[]): void {
  rows.forEach((row, index) => {
    const cells = row.map((cell) => (typeof cell === 'string' ? cell : format(cell)));
    console.log(`| ${cells.join(' | ')} |`);
    if (index === 0)
      console.log(`|${row.map((_, column) => (column === 0 ? ' --- |' : ' --: |')).join('')}`);
  });
}

function format(value: number): string {
  return value > 1000 ? Math.round(value).toLocaleString('en-US') : value.toFixed(2);
}
