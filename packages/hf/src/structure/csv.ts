/** What a spreadsheet would take for a formula, and the sign that tells it not to. */
const formula = /^[=+\-@\t\r']/;

/** A field of a CSV file: quoted where it must be, and never a formula. */
export function toCsvField(value: string): string {
  const safe = formula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The rows of a CSV file, each a list of fields, as `toCsvField` wrote them. Empty lines are left out. */
export function readCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r\n|\n|\r|$)/y;
  while (field.lastIndex < text.length) {
    const found = field.exec(text);
    // A quote that is never closed: what follows it is one field, up to the end.
    if (found === null) return [...rows, [...row, text]];
    const [, quoted, bare = '', separator] = found;
    const value = quoted === undefined ? bare : quoted.replaceAll('""', '"');
    row.push(value.startsWith("'") ? value.slice(1) : value);
    if (separator === ',') continue;
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  }
  if (row.length > 0) rows.push([...row, '']);
  return rows;
}
