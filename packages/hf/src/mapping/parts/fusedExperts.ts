import type { Piece } from '../../blueprint/blueprint.ts';
import type { Naming } from '../../blueprint/naming.ts';
import type { Source } from '../family.ts';

const expert = (projection: string): string => `experts.{expert}.${projection}.weight`;

/** How a checkpoint stacks its experts: as their matrices are, or the other way round. */
export function fusedExpertsNaming(isTransposed: boolean): Naming {
  return {
    'experts.gate_up_proj': { of: [expert('gate_proj'), expert('up_proj')], isTransposed },
    'experts.down_proj': { of: expert('down_proj'), isTransposed },
  };
}

/**
 * Pieces whose experts a checkpoint stores in two tensors a layer, unless it is known to hold each by itself:
 * tools that quantise or prune experts split them.
 */
export function withFusedExperts(
  { config, evidence }: Source,
  pieces: readonly Piece[],
  isTransposed: boolean,
): readonly Piece[] {
  const stacked = fusedExpertsNaming(isTransposed);
  const namings = new Map<Naming | undefined, Naming>();
  const method = config.raw('quantization_config.quant_method');
  const areQuantised = method === 'modelopt' || method === 'compressed-tensors';
  return pieces.map((piece) => {
    if (piece.kind !== 'MoELayer') return piece;
    const isText = !piece.name.startsWith('mtp.');
    const isFused =
      evidence?.has(`${piece.prefix}experts.gate_up_proj`) ?? !(areQuantised && isText);
    if (!isFused) return piece;
    const naming = namings.get(piece.naming) ?? { ...withoutExperts(piece.naming), ...stacked };
    namings.set(piece.naming, naming);
    return { ...piece, naming };
  });
}

function withoutExperts(naming: Naming = {}): Naming {
  return Object.fromEntries(Object.entries(naming).filter(([name]) => !name.includes('{expert}')));
}
