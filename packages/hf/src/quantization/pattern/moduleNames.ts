/** Names around a text model that some writers leave out: `model.language_model.layers.0` is `layers.0`. */
const wrappers = new Set(['model', 'language_model', 'text_model', 'backbone']);

/** A module's name without the wrappers in front, so that names written by different programs meet. */
export function bareName(name: string): string {
  let start = 0;
  for (;;) {
    const end = name.indexOf('.', start);
    if (end === -1 || !wrappers.has(name.slice(start, end))) return name.slice(start);
    start = end + 1;
  }
}

/** A name, and what it lies in, from the inside out: `a.b.c`, `a.b`, `a`. */
export function* withAncestors(name: string): Generator<string> {
  for (let end = name.length; end > 0; end = name.lastIndexOf('.', end - 1)) {
    yield name.slice(0, end);
  }
}

/** What engines call modules that checkpoints keep under other names, or apart. */
const aliases: Readonly<Record<string, readonly string[]>> = {
  indexers_proj: ['indexer.weights_proj'],
  qkv_proj: ['q_proj', 'k_proj', 'v_proj'],
  gate_up_proj: ['gate_proj', 'up_proj'],
  fused_qkv_a_proj: ['q_a_proj', 'kv_a_proj_with_mqa'],
  fused_qkv_a_proj_with_mqa: ['q_a_proj', 'kv_a_proj_with_mqa'],
  in_proj_qkvz: ['in_proj_qkv', 'in_proj_z'],
  in_proj_ba: ['in_proj_b', 'in_proj_a'],
};

/** A name as given, and as checkpoints have it where an engine's name stands last. */
export function withAliases(name: string): readonly string[] {
  const cut = name.lastIndexOf('.') + 1;
  const leaf = name.slice(cut);
  const others = Object.hasOwn(aliases, leaf) ? (aliases[leaf] ?? []) : [];
  return [name, ...others.map((other) => name.slice(0, cut) + other)];
}
