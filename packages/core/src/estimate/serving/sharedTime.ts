/**
 * The time R of one visit to something that `others` equal customers share, who each come back `away`
 * seconds after they leave, if each of those met there adds `each` seconds to one's `own`:
 * R = own + others·each·R / (R + away), since so large a part of its time is each of them there.
 */
export function sharedTime(own: number, others: number, each: number, away: number): number {
  const half = (own + others * each - away) / 2;
  return half + Math.sqrt(half * half + own * away);
}
