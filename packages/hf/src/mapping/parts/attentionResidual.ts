import type { Piece } from '../../blueprint/blueprint.ts';
import type { ConfigReader } from '../configReader.ts';

/**
 * Residual connections that attend over depth, where `attn_res_block_size` says so (Kimi K3); none otherwise. A layer
 * weighs one residual of each block of so many layers, its own unfinished one included.
 */
export function attentionResiduals(
  config: ConfigReader,
): (layer: number, prefix: string, module: string) => readonly Piece[] {
  const blockSize = config.optionalCount('attn_res_block_size') ?? 0;
  if (blockSize === 0) return () => [];
  const hiddenSize = config.count('hidden_size');
  const specs = new Map<number, Piece['spec']>();
  return (layer, prefix, module) => {
    const numResiduals = Math.floor(layer / blockSize) + 1;
    const spec = specs.get(numResiduals) ?? { hiddenSize, numResiduals };
    specs.set(numResiduals, spec);
    return [
      {
        name: 'norm.residual',
        kind: 'AttentionResidualLayer',
        spec,
        prefix,
        layer,
        naming: {
          // A projection to one score.
          [`${module}_proj.weight`]: { of: 'query.weight', shape: ([width = 0]) => [1, width] },
          [`${module}_norm.weight`]: 'norm.weight',
        },
      },
    ];
  };
}
