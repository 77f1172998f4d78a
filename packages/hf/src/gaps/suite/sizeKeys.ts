/** Gives sizes names that a spec can have as keys: those of the configuration, or made from a tensor's name. */
export class SizeKeys {
  private readonly keyOf = new Map<number, string>();
  /** Sizes by key, in the order in which they were named. */
  readonly sizes: Record<string, number> = {};

  private readonly known: ReadonlyMap<number, string>;

  constructor(stated: Readonly<Record<string, number>>) {
    const known = new Map<number, string>();
    for (const [name, size] of Object.entries(stated)) {
      if (!known.has(size)) known.set(size, name);
    }
    this.known = known;
  }

  /** The key of a size; equal sizes share one, as equal widths of one module nearly always are one width. */
  key(size: number, hint: string): string {
    const found = this.keyOf.get(size);
    if (found !== undefined) return found;
    const key = this.own(this.known.get(size) ?? hint, size);
    this.keyOf.set(size, key);
    return key;
  }

  /** The key of that very name, for a size that is known by it. */
  named(name: string, size: number): string {
    return this.sizes[name] === size ? name : this.own(name, size);
  }

  /** A key of its own, whatever else has that size. */
  own(hint: string, size: number): string {
    let key = hint;
    for (let next = 2; Object.hasOwn(this.sizes, key); next += 1) key = `${hint}${letters(next)}`;
    this.sizes[key] = size;
    return key;
  }
}

/** Numbers as letters, so that they are not taken for figures. */
function letters(value: number): string {
  const rest = value - 1;
  return (rest > 26 ? letters(Math.ceil(rest / 26)) : '') + String.fromCharCode(65 + (rest % 26));
}

/** A name from outside as the beginning of a key: letters only, and not too many. */
export function keyStem(name: string): string {
  const parts = name
    .slice(0, 200)
    .replace(/\.?weight$|\{n\}/g, '')
    .split(/[^A-Za-z]+/)
    .filter((part) => part !== '')
    .slice(-3);
  const [first = 'tensor', ...rest] = parts;
  const camel = first.toLowerCase() + rest.map(capital).join('');
  return camel.slice(0, 32);
}

function capital(part: string): string {
  return part.slice(0, 1).toUpperCase() + part.slice(1).toLowerCase();
}
