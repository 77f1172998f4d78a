import type { NearestKind } from './nearest.ts';

/**
 * How much a gap matters: `HIGH` where no layer kind comes close, `MEDIUM` where one does but other tensors are
 * there, `LOW` where only something beside the cost of a step is not described.
 *
 * @example
 * import { gapsOf, type GapSeverity } from '@mantile/hf';
 * const tensors = [{ name: 'model.layers.0.mixer.state', shape: [4, 5], dtype: 'BF16' }] as const;
 * const severities: GapSeverity[] = gapsOf({ config: {}, tensors }).gaps.map(({ severity }) => severity);
 * severities // => ['HIGH']
 * @category Gap reports
 */
export type GapSeverity = 'HIGH' | 'MEDIUM' | 'LOW';

/**
 * A tensor of a gap, or several alike, such as those of experts.
 *
 * @example
 * import { gapsOf, type GapTensor } from '@mantile/hf';
 * const tensors = [0, 1].map((n) => ({ name: `layers.0.moe.experts.${n}.w`, shape: [4, 5], dtype: 'BF16' }) as const);
 * const found: readonly GapTensor[] = gapsOf({ config: {}, tensors }).gaps.flatMap((gap) => gap.tensors);
 * found.map(({ name, copies, parameters }) => [name, copies, parameters]) // => [['experts.{n}.w', 2, 40]]
 * @category Gap reports
 */
export interface GapTensor {
  /** Below the module, with indices left open: `experts.{n}.w1.weight`. */
  readonly name: string;
  /** The full name of the first of them. */
  readonly example: string;
  /** The shape of one, unpacked. */
  readonly shape: readonly number[];
  /** The type of what is stored. */
  readonly dtype: string;
  /** How many of them are alike in one occurrence of the module. */
  readonly copies: number;
  /** Elements of all copies in one occurrence. */
  readonly parameters: number;
  /** Bytes that the files hold of all copies in one occurrence, scales included. */
  readonly bytes: number;
  /** Layer kinds that declare a tensor of this name; absent where none does. */
  readonly declaredBy?: readonly string[] | undefined;
}

/**
 * Something about a model that no layer kind describes.
 *
 * @example
 * import { gapsOf, type Gap } from '@mantile/hf';
 * const tensors = [{ name: 'model.layers.0.mixer.state', shape: [4, 5], dtype: 'BF16' }] as const;
 * const [gap]: readonly Gap[] = gapsOf({ config: {}, tensors }).gaps;
 * [gap?.feature, gap?.className, gap?.reportFile] // => ['mixer', 'MixerLayer', 'gaps/mixer.md']
 * @category Gap reports
 */
export interface Gap {
  /** Unique in the model, and safe as a file's name. */
  readonly id: string;
  /** `Attention`, `MoE`, `Recurrent` and so on, from what its tensors are. */
  readonly type: string;
  readonly feature: string;
  readonly severity: GapSeverity;
  /** Why the severity is what it is. */
  readonly reason: string;
  /** Where in the model: `model.layers.{layer}.mixer.`; for a feature, the field of the configuration. */
  readonly module: string;
  /** The name of its layer type in the model config. */
  readonly layerName: string;
  /** The class that is to be written; empty for a feature without tensors. */
  readonly className: string;
  /** Where its report belongs; features share one. */
  readonly reportFile: string;
  /** Where its cases belong; absent for a feature, which costs nothing that a case could state. */
  readonly suiteFile?: string | undefined;
  /** How often the module occurs. */
  readonly count: number;
  /** In which layers, as ranges: `0-2,5`. */
  readonly layers?: string | undefined;
  /** What of it is not explained. */
  readonly tensors: readonly GapTensor[];
  /** What of the same module is explained. */
  readonly explained: readonly string[];
  /** Elements of all occurrences. */
  readonly parameters: number;
  /** Stored bytes of all occurrences. */
  readonly bytes: number;
  /** Tensors of all occurrences, each copy by itself. */
  readonly tensorCount: number;
  /** Part of the model's parameters. */
  readonly parameterShare: number;
  /** FLOPs of one token through all occurrences, as far as tensors tell. */
  readonly flopsPerToken: number;
  /** Part of the FLOPs that one token without context causes in the text layers; absent for other parts. */
  readonly flopsShare?: number | undefined;
  readonly nearest?: NearestKind | undefined;
}
