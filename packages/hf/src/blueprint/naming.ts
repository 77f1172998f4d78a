import type { WeightTensor } from '@mantile/core';

/**
 * How a checkpoint stores the weights of a layer, by the name of the stored tensor below the layer's prefix
 * (a name that starts with `/` stands on its own). What is not named is stored under its own name.
 *
 * A stored name with `{expert}` is one tensor for each slice of the weight's first dimension; a weight with
 * `{expert}` under a stored name without is stored in one piece.
 */
export type Naming = Readonly<Record<string, string | Stored>>;

/** A stored tensor that is not simply a weight under another name. */
interface Stored {
  /** The weights in it, one behind the other. Those that the layer lacks are left out. */
  readonly of: string | readonly string[];
  /** The dimension along which they are joined, of the weights as declared; the rows of each when absent. */
  readonly along?: number;
  /** Whether the last two dimensions are stored the other way round. */
  readonly isTransposed?: boolean;
  /** The shape as stored, of as many elements. */
  readonly shape?: (joined: readonly number[]) => readonly number[];
  /** The stored number format, where it is not that of the model. */
  readonly dtype?: string;
}

/** A tensor as a checkpoint is expected to store it before any quantisation, and the weights in it. */
export interface ExpectedTensor {
  readonly name: string;
  readonly shape: readonly number[];
  /** The weights in it; none in a buffer that no layer declares. */
  readonly weights?: readonly WeightTensor[] | undefined;
  /** Format by safetensors' name, where it is not that of the model's weights. */
  readonly dtype?: string | undefined;
  readonly isBuffer?: boolean | undefined;
  /** Whether a checkpoint may do without: buffers that can be computed, a head that is tied. */
  readonly isOptional?: boolean | undefined;
}

const fixedFormats: Readonly<Record<string, string>> = { fp32: 'F32', int64: 'I64', bf16: 'BF16' };

/** The tensors of a layer's weights, as stored below a prefix: those of all experts, or of the first as an example. */
export function expectedTensors(
  weights: readonly WeightTensor[],
  prefix: string,
  naming: Naming,
  experts: 'all' | 'first' = 'all',
): readonly ExpectedTensor[] {
  const byName = new Map(weights.map((weight) => [weight.name, weight]));
  const expected: ExpectedTensor[] = [];
  const isNamed = new Set<string>();
  for (const [storedName, rule] of Object.entries(naming)) {
    const stored = typeof rule === 'string' ? { of: rule } : rule;
    const names = typeof stored.of === 'string' ? [stored.of] : stored.of;
    const parts = names.flatMap((name) => byName.get(name) ?? []);
    for (const { name } of parts) isNamed.add(name);
    if (parts.length > 0) expected.push(...storedAs(prefix, storedName, parts, stored, experts));
  }
  for (const weight of weights) {
    if (!isNamed.has(weight.name)) {
      expected.push(...storedAs(prefix, weight.name, [weight], { of: weight.name }, experts));
    }
  }
  return expected;
}

function storedAs(
  prefix: string,
  storedName: string,
  parts: readonly WeightTensor[],
  rule: Stored,
  experts: 'all' | 'first',
): readonly ExpectedTensor[] {
  const [first] = parts as readonly [WeightTensor];
  const isStack = first.name.includes('{expert}');
  const path = storedName.startsWith('/') ? storedName.slice(1) : prefix + storedName;
  // The rows of a stack of matrices are its second dimension.
  const along = rule.along ?? (isStack ? 1 : 0);
  let shape: readonly number[] = first.shape.map((size, dimension) =>
    dimension === along ? parts.reduce((sum, part) => sum + (part.shape[along] ?? 0), 0) : size,
  );
  const isSplit = storedName.includes('{expert}');
  const copies = isSplit && experts === 'all' ? (shape[0] ?? 0) : 1;
  if (isSplit) shape = shape.slice(1);
  if (rule.isTransposed === true) shape = [...shape.slice(0, -2), ...shape.slice(-2).reverse()];
  if (rule.shape !== undefined) shape = rule.shape(shape);
  const dtype = rule.dtype ?? (first.dtype && fixedFormats[first.dtype.name]);
  const rest = {
    shape,
    weights: parts,
    ...(dtype !== undefined && { dtype }),
    ...(first.isBuffer === true && { isBuffer: true }),
    // A tied head belongs to the embedding; some checkpoints store it all the same.
    ...(first.sharedWith !== undefined && { isOptional: true }),
  };
  if (!isSplit) return [{ name: path, ...rest }];
  return Array.from({ length: copies }, (_, expert) => ({
    name: path.replace('{expert}', String(expert)),
    ...rest,
  }));
}
