/** How a tensor takes part in a step, as far as it can be told from its name and shape. */
export type TensorRole = 'product' | 'experts' | 'lookUp' | 'filter' | 'elementwise' | 'scalar';

/** What is known of tensors of one sort: enough to say what they are for, and how to count them. */
export interface Concept {
  /** In a word or two: `attention sinks`. */
  readonly name: string;
  /** What kind of gap a module with it is. */
  readonly type: string;
  /** Tried on the tensor's name below the module, and on module and name together. */
  readonly pattern: RegExp;
  /** Further conditions on the shape; any shape when absent. */
  readonly fits?: ((shape: readonly number[]) => boolean) | undefined;
  readonly role?: TensorRole | undefined;
  /** FLOPs per element and row of element-wise work; 1 when absent. */
  readonly flopsPerElement?: number | undefined;
  readonly whatItIs: string;
  readonly whyUnusual: string;
  readonly meaning: string;
  /** What shapes do not say about FLOPs, memory and state. */
  readonly impact: {
    readonly flops: string;
    readonly memory: string;
    readonly kvCache: string;
  };
  /** What an implementation must not forget. */
  readonly handling: readonly string[];
  /** Where it is described. */
  readonly paper?: { readonly title: string; readonly url: string } | undefined;
  /** Keys that a spec needs for it: name, type, meaning. */
  readonly specKeys?: readonly (readonly [string, string, string])[] | undefined;
}

/** True for vectors: one dimension, or others of one element only. */
export const isVector = (shape: readonly number[]): boolean =>
  shape.filter((size) => size !== 1).length <= 1;

/** True for what maps several elements to several. */
export const isMatrix = (shape: readonly number[]): boolean => !isVector(shape);

/** Nothing is kept for it between steps. */
export const noState = 'None: nothing of it is kept per sequence.';
