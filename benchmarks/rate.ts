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
