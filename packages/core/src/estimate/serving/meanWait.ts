/**
 * The mean wait for one of many servers that all take as long, when requests come at moments that know nothing of
 * each other (Sakasegawa): what is left of those being served, and the line before one, which grows without end as
 * the share of time that servers are `busy` goes to 1.
 */
export function meanWait(seconds: number, servers: number, busy: number): number {
  return restOfService(seconds, servers, busy) / (1 - busy);
}

/** The part of that wait until the first server is free. */
export function restOfService(seconds: number, servers: number, busy: number): number {
  return ((seconds / servers) * busy ** (Math.sqrt(2 * (servers + 1)) - 1)) / 2;
}
