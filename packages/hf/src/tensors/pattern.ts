/** A tensor's name in words: `['model', 'layers', '3', 'mlp', 'up_proj', 'weight']`. */
function wordsOf(name: string): readonly string[] {
  return name.split('.');
}

const isIndex = (word: string): boolean => /^\d+$/.test(word);

/** A name with its indices left open, so that one line stands for all layers and experts. */
export function patternOf(name: string): string {
  return wordsOf(name)
    .map((word) => (isIndex(word) ? '{n}' : word))
    .join('.');
}

/** A tensor's place in a model: the layer it is in, the module below that, and its name below the module. */
export interface Place {
  /** `model.layers.{layer}.mlp.`, or the module of a tensor outside the layers: `model.norm.`. */
  readonly module: string;
  readonly layer?: number | undefined;
  /** `up_proj.weight`. */
  readonly name: string;
}

/** Splits a name behind the first index, and behind the module that follows it. */
export function placeOf(name: string): Place {
  const words = wordsOf(name);
  const at = words.findIndex(isIndex);
  if (at === -1) {
    return { module: words.slice(0, -1).concat('').join('.'), name: words.at(-1) ?? name };
  }
  const layer = Number(words[at]);
  const below = words.slice(at + 1);
  const head = [...words.slice(0, at), '{layer}'];
  // A tensor right below the layer, such as a scalar, is a module by itself.
  if (below.length <= 1) return { module: `${head.join('.')}.`, layer, name: below.join('.') };
  const [module, ...rest] = below;
  return { module: `${[...head, module].join('.')}.`, layer, name: rest.join('.') };
}
