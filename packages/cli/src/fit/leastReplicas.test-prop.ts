import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { leastReplicas } from './leastReplicas.ts';

const least = fc.integer({ min: 2, max: 5000 });

test.prop([least, least])('the least number is found in few tries', (one, other) => {
  const [enough, most] = [Math.min(one, other), Math.max(one, other)];
  let tries = 0;
  const found = leastReplicas(most, (count) => {
    tries += 1;
    return count >= enough;
  });
  expect(found).toBe(enough);
  expect(tries).toBeLessThanOrEqual(2 * Math.ceil(Math.log2(most)) + 1);
});
