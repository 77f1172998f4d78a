import type { Finding } from '@mantile/config';
import { formatCount } from './formatCount.ts';
import type { Expectations } from './validateConfig.ts';

/** Figures that somebody publishes of a model. */
export type Claims = Pick<Expectations, 'expectedParams' | 'expectedLayers' | 'tolerance'>;

/** What was found, and where: `the tensors hold`. Counted only where a figure is published. */
interface Found {
  readonly where: string;
  readonly parameters: () => number;
  readonly layers: () => number;
}

/** Holds what was found against published figures. */
export function compareWithClaims(found: Found, claims: Claims): readonly Finding[] {
  const { expectedParams, expectedLayers, tolerance = 0.01 } = claims;
  const discrepancies: Finding[] = [];
  const add = (code: string, path: string, message: string): void => {
    discrepancies.push({ code: `validation.${code}`, severity: 'error', path, message });
  };
  if (expectedParams !== undefined) {
    const total = found.parameters();
    const share = (total - expectedParams) / expectedParams;
    // What is no number is no match.
    if (!(Math.abs(share) <= tolerance)) {
      // Of nothing, nothing is a share.
      const percent = Number.isFinite(share)
        ? `${(Math.abs(share) * 100).toFixed(1)} % ${share < 0 ? 'less' : 'more'} than`
        : 'not';
      add(
        'parameters_differ',
        'expectedParams',
        `${found.where} ${total} parameters (${formatCount(total)}), ${percent} the ${expectedParams} expected.`,
      );
    }
  }
  if (expectedLayers !== undefined && found.layers() !== expectedLayers) {
    add(
      'layers_differ',
      'expectedLayers',
      `${found.where} ${found.layers()} ${found.layers() === 1 ? 'layer' : 'layers'}, not the ${expectedLayers} expected.`,
    );
  }
  return discrepancies;
}
