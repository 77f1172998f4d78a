import type { Gap, GapTensor } from '../gap.ts';
import type { ShapeMismatch } from '../nearest.ts';

/**
 * What is said of one unusual tensor.
 *
 * @example
 * import { gapReport, gapsOf, type TensorAnalysis } from '@mantile/hf';
 * const tensors = [{ name: 'model.layers.0.self_attn.sinks', shape: [64], dtype: 'BF16' }] as const;
 * const { gaps: [gap], context } = gapsOf({ config: {}, tensors });
 * const analyses: readonly TensorAnalysis[] = gap ? gapReport(gap, context).json.tensorAnalysis : [];
 * analyses[0]?.concept // => 'attention sinks'
 * @category Gap reports
 */
export interface TensorAnalysis {
  readonly tensor: GapTensor;
  /** What it is taken for; absent where only its shape speaks. */
  readonly concept?: string | undefined;
  readonly whatItIs: string;
  readonly whyUnusual: string;
  readonly meaning: string;
  readonly impact: { readonly flops: string; readonly memory: string; readonly kvCache: string };
}

/**
 * A dimension that is not what one would expect, and what follows.
 *
 * @example
 * import type { DimensionMismatch } from '@mantile/hf';
 * const parameters: DimensionMismatch['derived'] = [['attentionWidth', 4096]];
 * parameters[0]?.[1] // => 4096
 * @category Gap reports
 */
export interface DimensionMismatch {
  readonly description: string;
  readonly observed: string;
  readonly expected: string;
  readonly interpretation: string;
  readonly derived: readonly (readonly [name: string, value: number])[];
  readonly impact: string;
}

/**
 * A figure with the formula that it comes from.
 *
 * @example
 * import type { WorkedFigure } from '@mantile/hf';
 * const figure: WorkedFigure = { component: 'sinks', formula: '2 * h', worked: '2 * 64 = 128', value: 128 };
 * figure.value // => 128
 * @category Gap reports
 */
export interface WorkedFigure {
  readonly component: string;
  readonly formula: string;
  readonly worked: string;
  readonly value: number;
}

/**
 * How a layer can be spread over packages.
 *
 * @example
 * import type { ParallelStrategy } from '@mantile/hf';
 * const strategy: Partial<ParallelStrategy> = { axis: 'sequenceParallel', pattern: 'none' };
 * strategy.axis // => 'sequenceParallel'
 * @category Gap reports
 */
export interface ParallelStrategy {
  readonly axis: string;
  readonly description: string;
  /** The collective, or `none`. */
  readonly pattern: string;
  readonly when: string;
  readonly payload: string;
}

/**
 * A gap report as data: every section of the Markdown.
 *
 * @example
 * import { gapReport, gapsOf, type GapReportDocument } from '@mantile/hf';
 * const tensors = [{ name: 'model.layers.0.mixer.state', shape: [4, 5], dtype: 'BF16' }] as const;
 * const { gaps: [gap], context } = gapsOf({ config: {}, tensors });
 * const json: GapReportDocument | undefined = gap && gapReport(gap, context).json;
 * json?.guidance.baseClass // => 'Layer'
 * @category Gap reports
 */
export interface GapReportDocument {
  readonly model: string;
  readonly gap: Gap;
  /** Sorts of tensors beyond those that the report goes through. */
  readonly furtherTensors: number;
  readonly tensorAnalysis: readonly TensorAnalysis[];
  readonly shapeMismatches: readonly ShapeMismatch[];
  readonly dimensionMismatches: readonly DimensionMismatch[];
  readonly guidance: Guidance;
  readonly flops: readonly WorkedFigure[];
  /** Where a router chooses: FLOPs with the experts that a token uses, and with all of them. */
  readonly flopsBounds?:
    | {
        readonly atLeast: number;
        readonly atMost: number;
        /** How many a token uses at least, in words. */
        readonly experts: string;
      }
    | undefined;
  readonly memory: readonly WorkedFigure[];
  readonly communication: readonly ParallelStrategy[];
  readonly references: readonly Reference[];
  readonly cases: readonly { readonly id: string; readonly title: string }[];
}

/**
 * Where more can be read.
 *
 * @example
 * import type { Reference } from '@mantile/hf';
 * const reference: Reference = { title: 'vLLM', where: 'https://docs.vllm.ai/en/latest/' };
 * reference.title // => 'vLLM'
 * @category Gap reports
 */
export interface Reference {
  readonly title: string;
  readonly where: string;
}

/**
 * How to write the layer that closes a gap.
 *
 * @example
 * import type { Guidance } from '@mantile/hf';
 * const keys: Guidance['specKeys'] = [['hiddenSize', 'integer', 'width of the model']];
 * keys[0]?.[0] // => 'hiddenSize'
 * @category Gap reports
 */
export interface Guidance {
  readonly baseClass: string;
  readonly reason: string;
  readonly alternative: string;
  /** What to declare: the member of the class, the documents' name for it, and what it holds here. */
  readonly members: readonly (readonly [member: string, documents: string, here: string])[];
  /** Statements of the constructor, each tensor under the checkpoint's own name. */
  readonly declarations: readonly string[];
  readonly specKeys: readonly (readonly [key: string, type: string, meaning: string])[];
  readonly specialHandling: readonly string[];
  readonly kvCache: { readonly standard: string; readonly modified: string; readonly note: string };
}
