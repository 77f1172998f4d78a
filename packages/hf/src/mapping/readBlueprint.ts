import type { Finding } from '@mantile/config';
import { ConfigReader } from './configReader.ts';
import { families } from './families.ts';
import type { Evidence } from './family.ts';
import { noteArchitecture } from './architecture.ts';
import { invalidField, withoutConsequences } from './lostFields.ts';
import { alike, ownFirst } from './ownNames.ts';
import { unreadFindings } from './unreadFields.ts';
import type { Blueprint, Piece } from '../blueprint/blueprint.ts';

/** A blueprint, or what stands in its way. */
export interface BlueprintResult {
  /** Absent where an error was found: half-read models are no models. */
  readonly blueprint?: Blueprint | undefined;
  readonly findings: readonly Finding[];
}

/** Reads what a model is made of from its parsed config.json, and from what its checkpoint holds where that is known. */
export function readBlueprint(
  config: Readonly<Record<string, unknown>>,
  evidence?: Evidence,
): BlueprintResult {
  const findings: Finding[] = [];
  const reader = new ConfigReader(config, findings);
  const type = reader.text('model_type');
  const family = families().find(({ types }) => types.includes(type));
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
  noteArchitecture(reader, family, families());
  const pieces = family.describe({ config: reader, evidence });
  // What is looked at from here on says nothing of what the family looks at.
  const read = new Set(reader.read);
  findings.push(...misshapen(config));
  compareNames(reader, read);
  const isBroken = findings.some(({ severity }) => severity === 'error');
  if (!isBroken) {
    noteLostExperts(reader, pieces.pieces);
    findings.push(...unreadFindings(config, read));
  }
  const found = withoutConsequences(findings);
  if (found.some(({ severity }) => severity === 'error')) return { findings: found };
  const { buffers = [] } = pieces;
  return { blueprint: { ...pieces, family: type, buffers, findings: found }, findings: found };
}

/** Sections that many mappings have no need to look into, and that are read elsewhere. */
const sections = ['rope_scaling', 'rope_parameters', 'text_config', 'vision_config'];

function misshapen(config: Readonly<Record<string, unknown>>): readonly Finding[] {
  return sections.flatMap((name) => {
    const value = Object.hasOwn(config, name) ? (config[name] ?? null) : null;
    const isSection = typeof value === 'object' && !Array.isArray(value);
    return isSection ? [] : [invalidField(name, 'an object', value)];
  });
}

/** Holds further names of facts that were read against those that the family looks at. */
function compareNames(config: ConfigReader, read: ReadonlySet<string>): void {
  const type = config.raw('model_type');
  for (const section of [config, config.section('text_config')]) {
    const before = section.path === '' ? '' : `${section.path}.`;
    for (const names of alike) {
      const looked = names.filter((name) => read.has(before + name));
      const others = names.filter((name) => !looked.includes(name));
      const own = ownFirst(looked, section.raw('model_type') ?? type);
      if (own.some((name) => section.has(name))) section.compare([...own, ...others]);
    }
  }
}

const expertFields = ['num_experts_per_tok', 'num_experts_per_token', 'moe_intermediate_size'];
const countFields = ['num_experts', 'n_routed_experts', 'num_local_experts', 'moe_num_experts'];

/** A model whose fields speak of experts and that came out without any has lost the field that counts them. */
function noteLostExperts(config: ConfigReader, pieces: readonly Piece[]): void {
  if (pieces.some(({ kind }) => kind.includes('MoE'))) return;
  for (const section of [config, config.section('text_config')]) {
    const field = expertFields.find((name) => Number(section.raw(name)) > 0);
    if (field === undefined || countFields.some((name) => section.states(name))) continue;
    section.note(
      'error',
      'hf.experts_uncounted',
      field,
      'speaks of experts, and no field says how many there are.',
      'Take the complete config.json of the model, not an extract.',
    );
    return;
  }
}
