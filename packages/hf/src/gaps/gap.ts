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
 * A layer kind held against a module: what they have in common, and what not.
 *
 * @example
 * import { gapsOf, type NearestKind } from '@mantile/hf';
 * const names = ['up_proj', 'gate_proj', 'down_proj', 'mid_proj'];
 * const tensors = names.map((name) => ({ name: `layers.0.mlp.${name}.weight`, shape: [8, 8], dtype: 'BF16' }) as const);
 * const nearest: NearestKind | undefined = gapsOf({ config: {}, tensors }).gaps[0]?.nearest;
 * [nearest?.kind, nearest?.overlap, nearest?.extra] // => ['GatedMLPLayer', 0.75, ['mid_proj.weight']]
 * @category Gap reports
 */
export interface NearestKind {
  readonly kind: string;
  /** Tensors in common, by name, over all tensors of either. */
  readonly overlap: number;
  readonly shared: readonly string[];
  /** What the kind has and the module lacks. */
  readonly missing: readonly string[];
  /** What the module has and the kind lacks. */
  readonly extra: readonly string[];
  /** Tensors of one name and different shapes, where the configuration fixes what was expected. */
  readonly mismatches: readonly ShapeMismatch[];
  /** Tensors of the module as long as several of the kind together, which may lie in them; `missing` and `extra` leave those out. */
  readonly joined?: readonly JoinedTensor[] | undefined;
  /** Whether the configuration names the kind for this module, rather than the likeness of names. */
  readonly isConfigured: boolean;
  /** Sizes of the spec that the configuration gives the kind here; absent where it does not name the kind. */
  readonly sizes?: Readonly<Record<string, number>> | undefined;
  /** What the kind keeps per sequence with them; absent where the configuration does not name the kind. */
  readonly keeps?: readonly KeptState[] | undefined;
  /** Other specs of the kind that would explain some of what differs, those that explain all of it first. */
  readonly readings?: readonly KindReading[] | undefined;
}

/**
 * A tensor that may hold several of a layer kind, one behind the other.
 *
 * @example
 * import type { JoinedTensor } from '@mantile/hf';
 * const fused: JoinedTensor = { name: 'gate_up_proj.weight', parts: ['gate_proj.weight', 'up_proj.weight'] };
 * fused.parts.length // => 2
 * @category Gap reports
 */
export interface JoinedTensor {
  readonly name: string;
  /** In the order of the kind: in which they lie in it, no shape tells. */
  readonly parts: readonly string[];
}

/**
 * Something that a layer kind keeps per sequence between steps.
 *
 * @example
 * import type { KeptState } from '@mantile/hf';
 * const keys: KeptState = { name: 'key', elementsPerPosition: 1024, retention: 'every position', units: 8 };
 * keys.retention // => 'every position'
 * @category Gap reports
 */
export interface KeptState {
  readonly name: string;
  readonly elementsPerPosition: number;
  /** For which positions, in words. */
  readonly retention: string;
  /** Whole units that tensor parallelism deals out, such as heads for keys and values. */
  readonly units?: number | undefined;
}

/**
 * A spec of a known kind, one key other than the configuration says, held against the tensors of a module.
 *
 * @example
 * import { buildModelConfig, gapsOf, type KindReading } from '@mantile/hf';
 * const config = { model_type: 'llama', hidden_size: 8, num_hidden_layers: 1, num_attention_heads: 2, vocab_size: 4, intermediate_size: 16 };
 * const projection = (name: string, rows: number) => ({ name: `model.layers.0.self_attn.${name}_proj.weight`, shape: [rows, 8], dtype: 'BF16' }) as const;
 * const tensors = [projection('q', 16), projection('k', 8), projection('v', 8), projection('o', 8)];
 * const readings: readonly KindReading[] = gapsOf({ config, tensors }).gaps[0]?.nearest?.readings ?? [];
 * readings.map(({ key, value, contradictions }) => [key, value, contradictions.length])[0] // => ['outputGate', 'elementwise', 0]
 * @category Gap reports
 */
export interface KindReading {
  readonly key: string;
  readonly value: string | number | boolean;
  /** Names of differing tensors that this would explain. */
  readonly explains: readonly string[];
  /** What would not be as this asks: expected and not there, there and not expected, or of another shape. */
  readonly contradictions: readonly {
    readonly name: string;
    readonly expected?: readonly number[] | undefined;
    readonly observed?: readonly number[] | undefined;
  }[];
  readonly keeps: readonly KeptState[];
}

/**
 * A tensor whose shape is not the one expected.
 *
 * @example
 * import type { ShapeMismatch } from '@mantile/hf';
 * const mismatch: ShapeMismatch = { name: 'up_proj.weight', expected: [20, 8], observed: [24, 8] };
 * mismatch.observed // => [24, 8]
 * @category Gap reports
 */
export interface ShapeMismatch {
  readonly name: string;
  readonly expected: readonly number[];
  readonly observed: readonly number[];
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
