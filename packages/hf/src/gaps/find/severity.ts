import type { Gap, NearestKind } from '../gap.ts';

const enough = 0.5;

/** How much a module matters, by how close a known kind comes to it. */
export function judge(
  nearest: NearestKind | undefined,
  isExact: boolean,
): Pick<Gap, 'severity' | 'reason'> {
  if (nearest === undefined) {
    return { severity: 'HIGH', reason: 'No layer kind has a tensor of these names.' };
  }
  const { kind, overlap, mismatches, extra, missing, isConfigured } = nearest;
  const share = `${(100 * overlap).toFixed(0)} % of the tensors of both`;
  if (isExact) {
    return {
      severity: 'LOW',
      reason: `${kind} has exactly these tensors in these proportions: the kind exists, and only the mapping of this family to it is missing.`,
    };
  }
  if (overlap < enough) {
    return { severity: 'HIGH', reason: `The nearest kind, ${kind}, shares only ${share}.` };
  }
  const differences = [
    ...(mismatches.length > 0 ? [`${mismatches.length} of other shapes`] : []),
    ...(extra.length > 0 ? [`${extra.length} more`] : []),
    ...(missing.length > 0 ? [`${missing.length} missing`] : []),
  ];
  const how = differences.join(', ') || 'the same names in other proportions';
  const source = isConfigured ? 'which the configuration asks for here' : `which shares ${share}`;
  return { severity: 'MEDIUM', reason: `A variant of ${kind}, ${source}: ${how}.` };
}
