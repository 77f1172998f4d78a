const special = /[\\|<>[\]*`]/g;
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]|^\s|\s$/gu;

/** A text as a cell of a table, from which {@link fromCell} reads it back whatever it holds. */
export function toCell(text: string): string {
  return text
    .replace(special, '\\$&')
    .replace(unseen, (found) => `\\u{${(found.codePointAt(0) ?? 0).toString(16)}}`);
}

/** The text of a cell. */
export function fromCell(cell: string): string {
  return cell.replace(/\\(?:u\{([0-9a-f]{1,6})\}|(.))/gsu, (_, hex?: string, plain?: string) => {
    if (hex === undefined) return plain ?? '';
    const point = parseInt(hex, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : '';
  });
}

/** The cells of a line of a table; nothing where it is none. */
export function cellsOf(line: string): readonly string[] | undefined {
  const text = line.trim();
  if (!text.startsWith('|') || text.length < 2) return undefined;
  const cells: string[] = [];
  let cell = '';
  for (let at = 1; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '\\') {
      cell += character + text.charAt(at + 1);
      at += 1;
    } else if (character === '|') {
      cells.push(cell.trim());
      cell = '';
    } else cell += character;
  }
  if (cell.trim() !== '') cells.push(cell.trim());
  return cells;
}
