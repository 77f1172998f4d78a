/** Numbers the sources in the order in which the page first cites them. */
import type { Figure, Source } from '@mantile/hardware';

const letters = { datasheet: 'd', secondary: 's', 'secondary-single': 'o', recalled: 'r' } as const;

export class Citations {
  private readonly numbers = new Map<string, number>();
  private readonly sources: Source[] = [];

  private number(source: Source): number {
    const key = `${source.title} ${source.url ?? ''}`;
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    this.sources.push(source);
    this.numbers.set(key, this.sources.length);
    return this.sources.length;
  }

  /** A figure as a cell shows it: value, unit, how well founded, by which sources, derived or not. */
  cell(figure: Figure<number | string> | undefined, unit = ''): string {
    if (figure === undefined) return '';
    const { value, derivation } = figure;
    const shown =
      typeof value === 'number'
        ? value.toLocaleString('en-US', { maximumFractionDigits: 3 })
        : value;
    return `${shown}${unit}${derivation === undefined ? '' : '\\*'} ${this.mark(figure)}`;
  }

  mark({
    confidence,
    source,
    alsoIn = [],
  }: Pick<Figure, 'confidence' | 'source' | 'alsoIn'>): string {
    if (confidence === 'recalled') return '<sup>r</sup>';
    const numbers = [source, ...alsoIn].map((each) => this.number(each));
    return `<sup>${letters[confidence]} ${numbers.join(', ')}</sup>`;
  }

  list(): readonly string[] {
    return this.sources.map(({ title, url, date }, index) => {
      const named = url === undefined ? title : `[${title}](${url})`;
      return `${index + 1}. ${named}${date === undefined ? '' : `, ${date}`}`;
    });
  }
}
