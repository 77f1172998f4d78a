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
  /** All of the spec, where with it the kind names its tensors as the checkpoint does. */
  readonly spec?: Readonly<Record<string, unknown>> | undefined;
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
