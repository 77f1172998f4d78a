const firstMilliseconds = 500;
const longestMilliseconds = 30_000;
/** A server that asks for more is not waited for: the caller hears of it. */
const longestAskedMilliseconds = 300_000;

/**
 * How long to wait before an attempt, the second being the first repeated: what the server asks for in seconds,
 * or twice as long each time. Nothing when it asks for longer than anybody waits.
 */
export function waitBefore(attempt: number, retryAfter: string | null): number | undefined {
  const doubled = Math.min(longestMilliseconds, firstMilliseconds * 2 ** (attempt - 2));
  // The other form is a date, which means nothing without a clock.
  if (retryAfter === null || !/^\d{1,9}$/.test(retryAfter.trim())) return doubled;
  const asked = Number(retryAfter) * 1000;
  return asked > longestAskedMilliseconds ? undefined : Math.max(asked, doubled);
}
