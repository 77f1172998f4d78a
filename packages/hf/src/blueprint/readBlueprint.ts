import type { Finding } from '@mantile/config';
import { ConfigReader } from '../mapping/configReader.ts';
import { families } from '../mapping/families.ts';
import type { Evidence } from '../mapping/family.ts';
import type { Blueprint } from './blueprint.ts';

/** A blueprint, or what stands in its way. */
export interface BlueprintResult {
  /** Absent where an error was found: half-read models are no models. */
  readonly blueprint?: Blueprint | undefined;
  readonly findings: readonly Finding[];
}

const byType = new Map(families.flatMap((family) => family.types.map((type) => [type, family])));

/** Reads what a model is made of from its parsed config.json, and from what its checkpoint holds where that is known. */
export function readBlueprint(
  config: Readonly<Record<string, unknown>>,
  evidence?: Evidence,
): BlueprintResult {
  const findings: Finding[] = [];
  const reader = new ConfigReader(config, findings);
  const type = reader.text('model_type');
  const family = byType.get(type);
  if (family === undefined) {
    if (type !== '') {
      reader.note(
        'error',
        'hf.family_unknown',
        'model_type',
        `no mapping for models of type ${JSON.stringify(type.slice(0, 60))}.`,
        'Inspect its tensors for a gap report, or describe it in a model config by hand.',
      );
    }
    return { findings };
  }
  const pieces = family.describe({ config: reader, evidence });
  if (findings.some(({ severity }) => severity === 'error')) return { findings };
  const { buffers = [] } = pieces;
  return { blueprint: { ...pieces, family: type, buffers, findings }, findings };
}
