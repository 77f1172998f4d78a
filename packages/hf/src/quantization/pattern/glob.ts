/**
 * Whether a whole name fits a pattern in which `*` stands for anything and `?` for one character. Needs no more
 * steps than the product of both lengths, whatever the pattern.
 */
export function matchesGlob(pattern: string, name: string): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  let place = 0;
  while (place < name.length) {
    const sign = pattern[at];
    if (sign === '*') {
      star = at;
      at += 1;
      resume = place;
    } else if (sign !== undefined && (sign === '?' || sign === name[place])) {
      at += 1;
      place += 1;
    } else if (star !== -1) {
      at = star + 1;
      resume += 1;
      place = resume;
    } else {
      return false;
    }
  }
  while (pattern[at] === '*') at += 1;
  return at === pattern.length;
}
