/**
 * Rounds bytes up to whole ones: what is begun is sent. The last bits of a double are noise, not bytes:
 * 5/6 of a size that six divides must not come out one byte too long.
 */
export function wholeBytes(bytes: number): number {
  const nearest = Math.round(bytes);
  return Math.abs(bytes - nearest) <= nearest * 1e-12 ? nearest : Math.ceil(bytes);
}
