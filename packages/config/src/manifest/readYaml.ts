import {
  Composer,
  type CST,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  Parser,
  type Document,
  type Node,
} from 'yaml';
import type { Findings } from './findings.ts';
import type { Place, SourceEntry, SourceNode } from './sourceNode.ts';

/** What a manifest may be at most: far more than any is, and little enough to read in a moment. */
const mostCharacters = 256 * 1024;
const mostLevels = 64;
const start: Place = { line: 1, column: 1 };

/** Reads YAML into nodes with their places; what is no YAML, or too much of it, is found, and nothing comes back. */
export function readYaml(text: string, findings: Findings): SourceNode | undefined {
  if (text.length > mostCharacters) {
    const size = `the text has ${text.length} characters, and a manifest at most ${mostCharacters}.`;
    findings.error(start, 'manifest.too_large', '', size, 'Use repeat and variables.');
    return undefined;
  }
  const lines = new LineCounter();
  const placeOf = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const tokens = tokensOf(text, lines, placeOf, findings);
  if (tokens === undefined) return undefined;
  // Keys are compared below: the library compares each with all others.
  const options = { schema: 'core', merge: false, uniqueKeys: false, lineCounter: lines } as const;
  const documents = [...new Composer(options).compose(tokens, true, text.length)];
  const [document, another] = documents;
  for (const { errors, warnings } of documents) {
    for (const { message, pos, code } of [...errors, ...warnings]) {
      findings.error(
        placeOf(pos[0]),
        'manifest.syntax',
        '',
        said(message),
        hintFor(text, pos[0], code),
      );
    }
  }
  if (another !== undefined) {
    const message = 'a manifest is one document, and this text has several.';
    const place = placeOf(another.contents?.range[0] ?? another.range[0]);
    findings.error(place, 'manifest.syntax', '', message, 'Remove what follows "---".');
  }
  if (document === undefined || findings.hasErrors) return undefined;
  return new Reader(placeOf, findings).read(document);
}

/** The tokens of a text, unless they lie too deep: the library recurses, and its stack is not endless. */
function tokensOf(
  text: string,
  lines: LineCounter,
  placeOf: (offset: number) => Place,
  findings: Findings,
): readonly CST.Token[] | undefined {
  lines.addNewLine(0);
  const parser = new Parser(lines.addNewLine);
  const tokens: CST.Token[] = [];
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    if (parser.stack.length <= mostLevels) continue;
    const message = `this lies more than ${mostLevels} levels deep.`;
    findings.error(placeOf(parser.offset), 'manifest.too_deep', '', message, 'Nest less.');
    return undefined;
  }
  tokens.push(...parser.end());
  return tokens;
}

function said(message: string): string {
  const [first = ''] = message.slice(0, 200).split('\n');
  return `this is no YAML: ${first}${first.endsWith('.') ? '' : '.'}`;
}

function hintFor(text: string, offset: number, code: string): string {
  const around = text.slice(Math.max(0, offset - 2), offset + 2);
  if (around.includes('${') || around.includes('$')) {
    return 'Within { } and [ ] a variable stands in quotes: "${name}".';
  }
  return code === 'TAB_AS_INDENT' ? 'Indent with spaces.' : 'Correct the YAML.';
}

/** Makes nodes of a document; anchors are read once, and shared by their aliases. */
class Reader {
  private readonly anchors = new Map<string, SourceNode>();
  private readonly placeOf: (offset: number) => Place;
  private readonly findings: Findings;

  constructor(placeOf: (offset: number) => Place, findings: Findings) {
    this.placeOf = placeOf;
    this.findings = findings;
  }

  read({ contents }: Document.Parsed): SourceNode | undefined {
    return contents === null ? undefined : this.node(contents);
  }

  private node(node: Node): SourceNode {
    const place = this.placeOf(node.range?.[0] ?? 0);
    if (isAlias(node)) {
      const found = this.anchors.get(node.source);
      if (found !== undefined) return found;
      const message = `nothing above is anchored as &${node.source}.`;
      this.findings.error(place, 'manifest.syntax', '', message, 'Anchor it before it is used.');
      return { kind: 'scalar', value: null, ...place };
    }
    const made = this.own(node, place);
    const { anchor } = node as { readonly anchor?: string | undefined };
    if (anchor !== undefined) this.anchors.set(anchor, made);
    return made;
  }

  private own(node: Node, place: Place): SourceNode {
    if (isMap(node)) {
      const entries = new Map<string, SourceEntry>();
      for (const { key, value } of node.items) {
        const at = this.placeOf((key as Node).range?.[0] ?? 0);
        const name = isScalar(key) ? String(key.value) : undefined;
        if (name === undefined || entries.has(name)) {
          const message =
            name === undefined ? 'a key is one word.' : `"${name.slice(0, 60)}" is there twice.`;
          this.findings.error(at, 'manifest.syntax', '', message, 'Remove one, or rename it.');
          continue;
        }
        const own =
          value === null
            ? ({ kind: 'scalar', value: null, ...at } as const)
            : this.node(value as Node);
        entries.set(name, { key: at, value: own });
      }
      return { kind: 'map', entries, ...place };
    }
    if (isSeq(node)) {
      return { kind: 'list', items: node.items.map((item) => this.node(item as Node)), ...place };
    }
    const value = isScalar(node) ? node.value : undefined;
    const isPlain = value === null || ['string', 'number', 'boolean'].includes(typeof value);
    if (!isPlain || (isScalar(node) && node.tag?.startsWith('!') === true)) {
      this.findings.error(
        place,
        'manifest.syntax',
        '',
        'tags are not taken.',
        'Write a plain value.',
      );
    }
    return {
      kind: 'scalar',
      value: isPlain ? (value as string | number | boolean | null) : null,
      ...place,
    };
  }
}
