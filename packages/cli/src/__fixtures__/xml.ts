/** An element of a document that was read strictly: whatever is not well-formed is refused. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

const tag = /<(\/?)([A-Za-z][\w:-]*)((?:\s+[A-Za-z][\w:-]*="[^"<]*")*)\s*(\/?)>/y;
const characters = /[^<]+/y;

/** Reads XML without comments, declarations or sections, as the plots are. */
export function readXml(source: string): XmlElement {
  const open: {
    name: string;
    attributes: Record<string, string>;
    children: XmlElement[];
    text: string;
  }[] = [{ name: '', attributes: {}, children: [], text: '' }];
  let at = 0;
  while (at < source.length) {
    characters.lastIndex = at;
    const text = characters.exec(source)?.[0];
    const current = open.at(-1);
    if (current === undefined) throw new Error(`more is closed than open at ${at}`);
    if (text !== undefined) {
      current.text += decoded(text);
      at += text.length;
      continue;
    }
    tag.lastIndex = at;
    const [whole, closing, name = '', attributes = '', empty] = tag.exec(source) ?? [];
    if (whole === undefined) throw new Error(`no tag at ${at}: ${source.slice(at, at + 60)}`);
    at += whole.length;
    if (closing === '/') {
      if (current.name !== name) throw new Error(`</${name}> closes <${current.name}>`);
      open.pop();
      open.at(-1)?.children.push(current);
      continue;
    }
    const element = { name, attributes: attributesOf(attributes), children: [], text: '' };
    if (empty === '/') current.children.push(element);
    else open.push(element);
  }
  const [root, second] = open;
  if (root === undefined || second !== undefined)
    throw new Error(`<${second?.name ?? ''}> is not closed`);
  const [document, another] = root.children;
  if (document === undefined || another !== undefined || root.text.trim() !== '')
    throw new Error('expected one element');
  return document;
}

function attributesOf(source: string): Record<string, string> {
  const found = [...source.matchAll(/([\w:-]+)="([^"]*)"/g)].map(
    ([, name = '', value = '']) => [name, decoded(value)] as const,
  );
  if (new Set(found.map(([name]) => name)).size < found.length) throw new Error(`twice: ${source}`);
  return Object.fromEntries(found);
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
};

function decoded(text: string): string {
  // eslint-disable-next-line no-control-regex -- XML forbids them
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/u.test(text))
    throw new Error(`no character of XML in ${JSON.stringify(text)}`);
  return text.replace(/&([^;]*);?/g, (_, name: string) => {
    const found = entities[name];
    if (found === undefined) throw new Error(`no entity ${name}`);
    return found;
  });
}

/** All elements of a name below one, in their order. */
export function elementsOf(root: XmlElement, name: string): readonly XmlElement[] {
  return root.children.flatMap((child) => [
    ...(child.name === name ? [child] : []),
    ...elementsOf(child, name),
  ]);
}
