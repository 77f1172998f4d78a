import type { ConfigReader } from '../configReader.ts';

type Spec = Readonly<Record<string, unknown>>;

/** Names of the fields that give the sizes of a first-generation Mamba layer. */
export interface StateSpaceFields {
  readonly dState: string;
  readonly dConv: string;
  readonly expand: string;
  readonly dtRank: string;
  readonly bias: string;
  readonly convBias: string;
}

/** Those of Mamba's own configuration class. */
export const mambaFields: StateSpaceFields = {
  dState: 'state_size',
  dConv: 'conv_kernel',
  expand: 'expand',
  dtRank: 'time_step_rank',
  bias: 'use_bias',
  convBias: 'use_conv_bias',
};

/** The spec of a first-generation Mamba layer; the configuration classes of all families take the same defaults. */
export function stateSpaceSpec(config: ConfigReader, fields: StateSpaceFields): Spec {
  if (!config.states(fields.dtRank)) config.noteDefault(fields.dtRank, 'auto');
  const dtRank =
    config.raw(fields.dtRank) === 'auto' || !config.has(fields.dtRank)
      ? 'auto'
      : config.count(fields.dtRank);
  return {
    hiddenSize: config.count('hidden_size'),
    dState: config.count(fields.dState, { absent: 16 }),
    dConv: config.count(fields.dConv, { absent: 4 }),
    expand: config.count(fields.expand, { absent: 2 }),
    dtRank,
    bias: config.flag(fields.bias, { absent: false }),
    useConvBias: config.flag(fields.convBias, { absent: true }),
  };
}

/** Names of the fields that give the sizes of a second-generation Mamba layer, and what is taken without them. */
export interface HeadedStateSpaceFields {
  readonly numHeads: string;
  readonly headDim: string;
  readonly numGroups: string;
  readonly stateSize: string;
  readonly convKernel: string;
  readonly convBias: string;
  readonly bias: string;
  readonly chunkSize: string;
  /** Of the configuration class. */
  readonly absentChunkSize: number;
}

/** The spec of a second-generation Mamba layer. */
export function headedStateSpaceSpec(
  config: ConfigReader,
  fields: HeadedStateSpaceFields,
  headDim: number = config.count(fields.headDim),
): Spec {
  const numHeads = config.count(fields.numHeads);
  const numGroups = config.count(fields.numGroups);
  if (numHeads % numGroups !== 0) {
    const message = `${numGroups} groups do not divide ${numHeads} heads.`;
    config.note('error', 'hf.heads_uneven', fields.numGroups, message);
  }
  const chunkSize = config.count(fields.chunkSize, { absent: fields.absentChunkSize });
  const stateFormat = config.raw('mamba_ssm_cache_dtype');
  return {
    hiddenSize: config.count('hidden_size'),
    numHeads,
    headDim,
    numGroups,
    stateSize: config.count(fields.stateSize),
    convKernel: config.count(fields.convKernel, { absent: 4 }),
    useConvBias: config.flag(fields.convBias, { absent: true }),
    hasBias: config.flag(fields.bias, { absent: false }),
    // The layer takes 256 by itself.
    ...((config.has(fields.chunkSize) || chunkSize !== 256) && { chunkSize }),
    // Kept in single precision unless the file says otherwise.
    ...(stateFormat !== undefined && stateFormat !== 'float32' && { stateDtype: 'activations' }),
  };
}
