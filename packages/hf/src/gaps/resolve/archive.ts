/** Names of the model that cases came from, which a layer's own spec does not mention. */
export interface ModelWords {
  readonly names: readonly string[];
}

const caseHeading = /^# Test ([A-Za-z][A-Za-z0-9_]{0,40})-(\d{1,6})\b/;

/** A document's parts: what stands before its cases, its cases, and the rows of its summary. */
interface Parts {
  readonly preamble: readonly string[];
  readonly cases: readonly {
    readonly id: string;
    readonly prefix: string;
    readonly lines: readonly string[];
  }[];
}

/** The cases of a closed gap that are not there yet, added to the spec of the layer kind, or made into one. */
export function archiveCases(
  className: string,
  suite: string,
  canonical: string | undefined,
  model: ModelWords,
): { readonly text: string; readonly ids: readonly string[] } {
  const there = canonical === undefined ? undefined : partsOf(canonical);
  const known = new Set(there?.cases.map((each) => bodyOf(each, model)));
  const given = partsOf(suite);
  const own = { ...given, cases: given.cases.filter((each) => !known.has(bodyOf(each, model))) };
  const prefix = there?.cases[0]?.prefix ?? own.cases[0]?.prefix ?? 'CASE';
  const taken = (there?.cases ?? [])
    .filter((each) => each.prefix === prefix)
    .map(({ id }) => Number(id.slice(prefix.length + 1)));
  const start = Math.max(0, ...taken);
  const renamed = new Map(own.cases.map(({ id }, at) => [id, `${prefix}-${start + at + 1}`]));
  const cases = own.cases.flatMap(({ id, lines }) => [
    '---',
    '',
    ...lines.map((line, at) =>
      clean(at === 0 ? line.replace(id, renamed.get(id) ?? id) : line, model),
    ),
  ]);
  const rows = own.preamble.flatMap((line) => {
    const id = /^\|\s*([A-Za-z]\w*-\d+)\s*\|/.exec(line)?.[1];
    const next = id === undefined ? undefined : renamed.get(id);
    return id === undefined || next === undefined ? [] : [clean(line.replace(id, next), model)];
  });
  const preamble =
    there === undefined
      ? freshPreamble(className, own.preamble, renamed, rows)
      : withRows(there.preamble, rows);
  const before = (there?.cases ?? []).flatMap(({ lines }) => ['---', '', ...lines]);
  const text = [...preamble, ...before, ...cases].join('\n').trimEnd();
  return { text: `${text.replace(/\n{3,}/g, '\n\n')}\n`, ids: [...renamed.values()] };
}

/** A case without its number, as it is archived. */
function bodyOf({ id, lines }: Parts['cases'][number], model: ModelWords): string {
  const [first = '', ...rest] = lines;
  return [first.replace(id, ''), ...rest]
    .map((line) => clean(line, model))
    .join('\n')
    .trim();
}

function partsOf(text: string): Parts {
  const preamble: string[] = [];
  const cases: { id: string; prefix: string; lines: string[] }[] = [];
  for (const line of text.split(/\r\n|\n|\r/)) {
    const [, prefix, number] = caseHeading.exec(line) ?? [];
    if (prefix !== undefined && number !== undefined) {
      cases.push({ id: `${prefix}-${number}`, prefix, lines: [line] });
    } else if (line.trim() !== '---') (cases.at(-1)?.lines ?? preamble).push(line);
  }
  return { preamble, cases };
}

/** A preamble of its own words: that of the gap speaks of the model. */
function freshPreamble(
  className: string,
  own: readonly string[],
  renamed: ReadonlyMap<string, string>,
  rows: readonly string[],
): readonly string[] {
  const first = own.findIndex((line) =>
    [...renamed.keys()].some((id) => line.startsWith(`| ${id} `)),
  );
  const head = first >= 2 ? own.slice(first - 2, first) : [];
  const table = rows.length === 0 ? [] : ['## Test Summary', '', ...head, ...rows, ''];
  return [
    `# ${className} tests`,
    '',
    '## Overview',
    '',
    'The cases with which the kind was brought in.',
    '',
    ...table,
  ];
}

/** The rows behind the last row of the first table that lists cases. */
function withRows(preamble: readonly string[], rows: readonly string[]): readonly string[] {
  const isRow = (line: string): boolean => /^\|\s*[A-Za-z]\w*-\d+\s*\|/.test(line);
  const first = preamble.findIndex(isRow);
  if (first === -1) return preamble;
  let end = first;
  while (isRow(preamble[end] ?? '')) end += 1;
  return [...preamble.slice(0, end), ...rows, ...preamble.slice(end)];
}

/** Without comments, addresses, and names of the model. */
function clean(line: string, { names }: ModelWords): string {
  const bare = line.replace(/<!--.*?-->/g, '').replace(/\bhttps?:\/\/[^\s)>\]]+/g, 'the source');
  return names
    .filter((name) => name.length >= 4)
    .reduce((text, name) => text.replaceAll(name, 'the model'), bare);
}
