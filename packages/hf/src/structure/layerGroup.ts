/** A tensor of a layer; of experts and their like, one for all that are alike. */
export interface PatternTensor {
  /** Below the layer, with `*` for the expert: `mlp.experts.*.up_proj.weight`. */
  readonly name: string;
  readonly shape: readonly number[];
  /** How many a layer has. */
  readonly count: number;
}

/** The first of a group's tensors with such a name. */
export function findTensor(
  tensors: readonly PatternTensor[],
  name: RegExp,
): PatternTensor | undefined {
  return tensors.find((tensor) => name.test(tensor.name));
}
