/** Where an index lies in a text, both counted from 1, in words. */
export function lineAndColumn(text: string, index: number): string {
  let line = 1;
  let lineStart = 0;
  for (;;) {
    const end = text.indexOf('\n', lineStart);
    if (end === -1 || end >= index) break;
    line += 1;
    lineStart = end + 1;
  }
  return `line ${line}, column ${index - lineStart + 1}`;
}
