import type { ConfigReader } from '../configReader.ts';
import type { Family, ModelPieces, Source } from '../family.ts';
import type { Body } from '../parts/body.ts';
import { rmsNorm } from '../parts/frame.ts';
import { stack } from '../parts/stack.ts';
import { headedStateSpaceSpec, mambaFields, stateSpaceSpec } from '../parts/stateSpace.ts';

/** Mamba, in the form that transformers reads. */
export const mamba: Family = {
  types: ['mamba'],
  describe: (source) => mixers(source, stateSpace(source.config, 'none'), true),
};

/** Falcon-Mamba: Mamba with norms that have no weights on what it selects by. */
export const falconMamba: Family = {
  types: ['falcon_mamba'],
  describe: (source) => mixers(source, stateSpace(source.config, 'weightless'), true),
};

/** Mamba-2, Codestral Mamba included. */
export const mamba2: Family = {
  types: ['mamba2'],
  describe: (source) => {
    const spec = headedStateSpaceSpec(source.config, {
      numHeads: 'num_heads',
      headDim: 'head_dim',
      numGroups: 'n_groups',
      stateSize: 'state_size',
      convKernel: 'conv_kernel',
      convBias: 'use_conv_bias',
      bias: 'use_bias',
      chunkSize: 'chunk_size',
      absentChunkSize: 256,
    });
    return mixers(source, { name: 'attention.linear', kind: 'Mamba2Layer', spec }, false);
  },
};

/** Layers of one mixer behind one norm, and nothing else. */
function mixers(source: Source, mixer: Body, tiedByDefault: boolean): ModelPieces {
  const norm = rmsNorm(source.config.count('hidden_size'));
  const modules = { 'norm.': norm, 'mixer.': mixer };
  return stack(source, {
    tiedByDefault,
    prefix: 'backbone.',
    embedding: 'backbone.embeddings.',
    finalNorm: { norm, prefix: 'backbone.norm_f.' },
    modules: () => modules,
  });
}

function stateSpace(config: ConfigReader, innerNorm: 'none' | 'weightless'): Body {
  const spec = stateSpaceSpec(withStatedWidth(config), mambaFields);
  return {
    name: 'attention.linear',
    kind: 'SSMLayer',
    spec: innerNorm === 'none' ? spec : { ...spec, innerNorm },
  };
}

/** Where a file states the inner width, that counts and not `expand` (Falcon-Mamba says 16, and 8192 of 4096). */
function withStatedWidth(config: ConfigReader): ConfigReader {
  const inner = config.countOrNone('intermediate_size');
  if (inner === undefined) return config;
  const expand = inner / config.count('hidden_size');
  if (Number.isInteger(expand)) return config.overriddenBy({ expand });
  config.note(
    'error',
    'hf.form_unknown',
    'intermediate_size',
    'expected a multiple of hidden_size, as all models of the family have.',
  );
  return config;
}
