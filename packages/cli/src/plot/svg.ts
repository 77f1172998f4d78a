/** Attributes of an element; what is undefined is left out. */
type Attributes = Readonly<Record<string, string | number | undefined>>;

/** What XML 1.0 cannot hold, not even escaped. */
// eslint-disable-next-line no-control-regex -- these are what is looked for
const illegal = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text as it may stand in XML, between tags or in quotes: names come from strangers. */
export function escaped(text: string): string {
  return text.replace(illegal, '\uFFFD').replace(/[&<>"']/g, (found) => entities[found] ?? '');
}

/** An element with children that are XML already. */
export function element(
  name: string,
  attributes: Attributes,
  ...children: readonly string[]
): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(
      ([key, value]) =>
        ` ${key}="${escaped(typeof value === 'number' ? coordinate(value) : String(value))}"`,
    )
    .join('');
  return children.length === 0
    ? `<${name}${written}/>`
    : `<${name}${written}>${children.join('')}</${name}>`;
}

/** A text element. */
export function text(content: string, attributes: Attributes): string {
  return element('text', attributes, escaped(content));
}

/** What a pointer over an element, and a reader of screens, is told. */
export function titleOf(content: string): string {
  return element('title', {}, escaped(content));
}

/** A number of pixels, to a hundredth. */
export function coordinate(value: number): string {
  return String(Number(value.toFixed(2)));
}

/** A text cut off where there is no room for it; letters are taken to be 0.58 of their size wide. */
export function fitted(content: string, room: number, size = fontSize): string {
  const most = Math.max(Math.floor(room / (size * 0.58)), 1);
  return content.length <= most ? content : `${content.slice(0, most - 1).trimEnd()}…`;
}

/** The size of letters. */
export const fontSize = 12;

/** Colours that are told apart on light and on dark ground; they begin anew behind the last. */
const colours = [
  '#4269d0',
  '#efb118',
  '#ff725c',
  '#6cc5b0',
  '#3ca951',
  '#ff8ab7',
  '#a463f2',
  '#97bbf5',
  '#9c6b4e',
  '#9498a0',
  '#1f8a9e',
  '#c23b6b',
  '#b3b83c',
  '#6b3fa0',
  '#e39b6b',
  '#4f6b3a',
];

/** The colour of the thing at an index. */
export function colourAt(index: number): string {
  return colours[index % colours.length] ?? '#9498a0';
}

/** All rules hold inside of a plot alone: a page may show several, and things of its own. */
const style = `
.mantile-plot{font:${fontSize}px system-ui,sans-serif;fill:#1b1e23}
.mantile-plot .ground{fill:#ffffff}
.mantile-plot .heading{font-size:15px;font-weight:600}
.mantile-plot .faint{fill:#5c6470}
.mantile-plot .grid{stroke:#e3e6ea;stroke-width:1}
.mantile-plot .axis{stroke:#5c6470;stroke-width:1}
.mantile-plot .roof{fill:none;stroke:#5c6470;stroke-width:2}
@media (prefers-color-scheme:dark){
.mantile-plot{fill:#e8eaed}
.mantile-plot .ground{fill:#16181c}
.mantile-plot .faint{fill:#a3abb6}
.mantile-plot .grid{stroke:#2b2f36}
.mantile-plot .axis,.mantile-plot .roof{stroke:#a3abb6}
}
`;

/** What a plot is as a whole. */
interface Plot {
  readonly title: string;
  /** What it shows in a sentence, for those who do not see it. */
  readonly description: string;
  readonly width: number;
  readonly height: number;
}

/** A whole SVG document, readable on light and dark ground. */
export function svgDocument(
  { title, description, width, height }: Plot,
  ...children: readonly string[]
): string {
  const root = element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: 'mantile-plot',
      viewBox: `0 0 ${coordinate(width)} ${coordinate(height)}`,
      width,
      height,
      role: 'img',
      'aria-label': title,
    },
    titleOf(title),
    element('desc', {}, escaped(description)),
    element('style', {}, style),
    element('rect', { class: 'ground', width, height }),
    ...children,
  );
  return `${root}\n`;
}
