import type { Gap } from '../gap.ts';
import type { NearestKind } from '../nearest.ts';

const enough = 0.5;

/** Whether a module resembles a kind: one tensor of a name that kinds have says nothing of a module. */
export function isClose({ overlap, shared, isConfigured }: NearestKind): boolean {
  return overlap >= enough && (isConfigured || shared.length > 1);
}

/** How much a module matters, by how close a known kind comes to it. */
export function judge(
  nearest: NearestKind | undefined,
  isExact: boolean,
): Pick<Gap, 'severity' | 'reason'> {
  if (nearest === undefined) {
    return { severity: 'HIGH', reason: 'No layer kind has a tensor of these names.' };
  }
  const { kind, overlap, shared, mismatches, extra, missing, joined = [], isConfigured } = nearest;
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
  if (!isClose(nearest)) {
    const reason = `No layer kind has these tensors: ${names(shared)}, a name that ${kind} has too, says little by itself.`;
    return { severity: 'HIGH', reason };
  }
  const differences = [
    ...(mismatches.length > 0 ? [shapes(mismatches)] : []),
    ...joined.map(({ name, parts }) => `${name} as long as ${parts.join(', ')} together`),
    ...(extra.length > 0 ? [`${names(extra)} besides`] : []),
    ...(missing.length > 0 ? [`${names(missing)} missing`] : []),
  ];
  const how = differences.join(', ') || 'the same names in other proportions';
  const source = isConfigured ? 'which the configuration asks for here' : `which shares ${share}`;
  return { severity: 'MEDIUM', reason: `A variant of ${kind}, ${source}: ${how}.` };
}

const mostNames = 3;

function names(list: readonly string[]): string {
  const more = list.length - mostNames;
  return list.slice(0, mostNames).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function shapes(mismatches: NearestKind['mismatches']): string {
  return names(
    mismatches.map(
      ({ name, expected, observed }) =>
        `${name} [${observed.join(', ')}] instead of [${expected.join(', ')}]`,
    ),
  );
}
