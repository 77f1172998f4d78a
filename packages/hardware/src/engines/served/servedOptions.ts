import type { DtypeName, Dtype, Fidelity, ParallelismOptions } from '@mantile/core';

/**
 * What is asked of how a model is served; where absent, engines' own ways and the checkpoint's formats.
 *
 * @example
 * import { servedAs, system, type ServedAsOptions } from '@mantile/hardware';
 * import { llama_3_1_70b } from '@mantile/config/models';
 * const options: ServedAsOptions = { weights: 'nvfp4', kvCache: 'bf16' };
 * servedAs(llama_3_1_70b, system('dgx-b200'), 'vllm', options).build.dtypes // => { kvCache: 'bf16' }
 * @category Engines
 */
export interface ServedAsOptions {
  /** The plan of the whole model. */
  readonly parallelism?: ParallelismOptions | undefined;
  /** The format that weights were packed in, but for what published checkpoints leave in sixteen bits. */
  readonly weights?: DtypeName | undefined;
  /** The format of products; what the chip runs with such weights when absent. */
  readonly compute?: DtypeName | undefined;
  /** The format of the cache. */
  readonly kvCache?: DtypeName | undefined;
  /** Whether layers that predict several tokens ahead are loaded, to draft; not when absent. */
  readonly drafts?: boolean | undefined;
  /** With `ideal`, nothing counts that only served engines showed: config, plan and formats asked for alone. */
  readonly fidelity?: Fidelity | undefined;
}

/**
 * What is different for one type of layers.
 *
 * @example
 * import { h100Sxm, servedAs, type ServedLayer } from '@mantile/hardware';
 * import { gpt_oss_120b } from '@mantile/config/models';
 * const experts: ServedLayer | undefined = servedAs(gpt_oss_120b, h100Sxm, 'sglang').build.layers['feedforward.moe'];
 * experts?.specs?.['popularityShape'] // => 0.88
 * @category Engines
 */
export interface ServedLayer {
  readonly parallelism?: ParallelismOptions | undefined;
  readonly dtypes?:
    { readonly weights?: Dtype | DtypeName; readonly compute?: Dtype | DtypeName } | undefined;
  readonly specs?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * How a model is served: what to build it with, what to calibrate its system with, and what to know of both.
 *
 * @example
 * import { b200Sxm, servedAs, type ServedAs } from '@mantile/hardware';
 * import { deepseek_r1 } from '@mantile/config/models';
 * const served: ServedAs = servedAs(deepseek_r1, b200Sxm, 'sglang');
 * [served.build.parts, served.calibration] // => [{ mtp: 'absent' }, { engine: 'sglang', routedExperts: 256 }]
 * @category Engines
 */
export interface ServedAs {
  /** Options of `buildModel`. */
  readonly build: {
    readonly parallelism?: ParallelismOptions;
    readonly dtype?: DtypeName;
    readonly dtypes: { readonly kvCache?: DtypeName };
    readonly layers: Readonly<Record<string, ServedLayer>>;
    readonly parts: { readonly mtp?: 'absent' };
  };
  /** Options of `calibratedSystem`. */
  readonly calibration: { readonly engine?: string; readonly routedExperts?: number };
  readonly notes: readonly ServedNote[];
}

/**
 * Something to know of how a model is served, with a code for programs.
 *
 * @example
 * import { h200Sxm, servedAs, type ServedNote } from '@mantile/hardware';
 * import { gpt_oss_120b } from '@mantile/config/models';
 * const notes: readonly ServedNote[] = servedAs(gpt_oss_120b, h200Sxm, 'vllm', { kvCache: 'bf16' }).notes;
 * notes.map(({ code }) => code) // => ['default.expert_format', 'default.expert_popularity']
 * @category Engines
 */
export interface ServedNote {
  readonly code: ServedNoteCode;
  readonly message: string;
}

/**
 * The codes of notes on how a model is served.
 *
 * @example
 * import type { ServedNoteCode } from '@mantile/hardware';
 * const code: ServedNoteCode = 'default.cache_format';
 * code.split('.')[0] // => 'default'
 * @category Engines
 */
export type ServedNoteCode =
  | 'model.drafting_left_out'
  | 'default.attention_format'
  | 'default.cache_format'
  | 'default.expert_format'
  | 'default.expert_dispatch'
  | 'default.expert_popularity';
