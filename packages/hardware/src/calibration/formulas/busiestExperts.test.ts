import { expect, test } from 'vitest';
import { busiestExperts } from './busiestExperts.ts';

test('one package reads what is expected', () => {
  expect(busiestExperts(7.5, 32, 1)).toBe(7.5);
});

test('the busiest of several reads more, and no more than it has', () => {
  // 8 of 32 on average: a deviation of √(8 · 3/4); of 8 packages the largest lies 2.04 of them above.
  expect(busiestExperts(8, 32, 8)).toBeCloseTo(8 + 2.0393 * Math.sqrt(6), 3);
  expect(busiestExperts(31.5, 32, 8)).toBe(32);
  expect(busiestExperts(32, 32, 8)).toBe(32);
});

test.each([2, 8, 64])(
  'no expert more on average makes it fewer on the busiest of %d',
  (packages) => {
    for (const local of [1, 4, 32, 256]) {
      let before = 0;
      for (let active = 0; active <= local; active += local / 500) {
        const busiest = busiestExperts(active, local, packages);
        expect(busiest).toBeGreaterThanOrEqual(before);
        before = busiest;
      }
    }
  },
);

test('draws at random come out so', () => {
  // A generator of its own, so that the test is the same each time.
  let state = 12345;
  const random = () => (state = (state * 48271) % 2147483647) / 2147483647;
  const [packages, local, share] = [8, 32, 0.3];
  const rounds = 4000;
  let sum = 0;
  for (let round = 0; round < rounds; round += 1) {
    let most = 0;
    for (let each = 0; each < packages; each += 1) {
      let read = 0;
      for (let expert = 0; expert < local; expert += 1) if (random() < share) read += 1;
      most = Math.max(most, read);
    }
    sum += most;
  }
  const told = busiestExperts(local * share, local, packages);
  // The deviations above the mean are those of very many packages: a little high for few.
  expect(told).toBeGreaterThan(sum / rounds);
  expect(told).toBeLessThan((1.15 * sum) / rounds);
});
