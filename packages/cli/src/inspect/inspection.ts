import {
  buildModel,
  decodeModelConfig,
  type Finding,
  type LayerTypeDocument,
} from '@mantile/config';
import {
  analyzeLayerStructure,
  estimateMemory,
  readQuantization,
  validateConfig,
  type LayerStructure,
  type ModelParameterCount,
  type WeightMemory,
} from '@mantile/hf';
import { countOf, crossCheck, isHeadTied } from './crossCheck.ts';
import { formatsOf, type FormatRow } from './formats.ts';
import type { ReadModel } from './readModel.ts';

/** What to look at beside what is always shown. */
export interface InspectionOptions {
  readonly analyze: boolean;
  readonly expectedParams?: number | undefined;
  readonly expectedLayers?: number | undefined;
}

/** A model as it is shown, to people and to programs. */
export interface Inspection {
  readonly source: ReadModel['source'];
  readonly tensorsFrom?: ReadModel['tensorsFrom'];
  readonly tensorCount: number;
  readonly architecture: Readonly<Record<string, string | number>>;
  readonly layerTypes: readonly LayerTypeDocument[];
  readonly parameters?:
    (ModelParameterCount & { readonly active?: number; readonly byPart?: Parts }) | undefined;
  readonly formats: readonly FormatRow[];
  readonly memory?: WeightMemory | undefined;
  readonly published: ReadModel['published'];
  readonly structure?: LayerStructure;
  /** The total of parameters against a public one. */
  readonly validation?: Held;
  readonly layerValidation?: Held;
  readonly findings: readonly Finding[];
}

interface Held {
  readonly expected: number;
  readonly found: number;
  readonly valid: boolean;
}

type Parts = Readonly<Partial<Record<string, number>>>;

/** Sums up what was read of a model. */
export function inspectionOf(model: ReadModel, options: InspectionOptions): Inspection {
  const { source, tensors, tensorsFrom, built, published } = model;
  const count = countOf(model);
  const discrepancies = validate(model, options);
  const differs = (path: string) => discrepancies.some((finding) => finding.path === path);
  const byPart = built?.params_by_part;
  const active = activeOf(model);
  return {
    source,
    tensorsFrom,
    tensorCount: tensors?.length ?? 0,
    architecture: architectureOf(model),
    layerTypes: built?.layer_types ?? [],
    parameters: count && {
      ...count,
      ...(active !== undefined && { active }),
      ...(byPart && { byPart }),
    },
    formats: formatsOf(model),
    memory: tensors && estimateMemory(tensors),
    published,
    ...(options.analyze &&
      tensors && { structure: analyzeLayerStructure(tensors, { headDim: headDimOf(model) }) }),
    ...(options.expectedParams !== undefined && {
      validation: {
        expected: options.expectedParams,
        found: count?.total ?? 0,
        valid: !differs('expectedParams'),
      },
    }),
    ...(options.expectedLayers !== undefined && {
      layerValidation: {
        expected: options.expectedLayers,
        found: analyzeLayerStructure(tensors ?? []).numLayers,
        valid: !differs('expectedLayers'),
      },
    }),
    findings: [...model.findings, ...crossCheck(model, count), ...discrepancies],
  };
}

function validate(
  model: ReadModel,
  { expectedParams, expectedLayers }: InspectionOptions,
): readonly Finding[] {
  const { config, quantConfig, tensors = [] } = model;
  const quantization = readQuantization({ config, quantConfig });
  const rest = { isHeadTied: isHeadTied(model), quantization };
  return validateConfig(tensors, { expectedParams, expectedLayers, ...rest }).discrepancies;
}

function architectureOf({ built, config, published }: ReadModel): Inspection['architecture'] {
  const classes = config['architectures'];
  const [first] = Array.isArray(classes) ? (classes as readonly unknown[]) : [];
  const type = config['model_type'];
  const facts: Readonly<Record<string, unknown>> = {
    architecture: first ?? published['architecture'],
    'model type': type,
    family: built?.family,
    layers: built?.num_layers ?? published['layers'],
    'hidden size': built?.hidden_size,
    vocabulary: built?.vocab_size,
    'longest context': built?.max_position_embeddings,
  };
  const given = Object.entries(facts).filter(
    (fact): fact is [string, string | number] =>
      (typeof fact[1] === 'string' && fact[1].length < 200) || typeof fact[1] === 'number',
  );
  return Object.fromEntries(given);
}

/** Parameters that one token uses; only a config of which every layer is known tells. */
function activeOf({ built }: ReadModel): number | undefined {
  if (built === undefined || built.layer_types.some(({ supported }) => !supported))
    return undefined;
  return buildModel(decodeModelConfig(built)).parameterCount.active;
}

function headDimOf({ built }: ReadModel): number | undefined {
  const attention = built?.layer_types.find(({ name }) => /^attention(\.|$)/.test(name));
  const { head_dim: size, hidden_size: width, num_heads: heads } = attention?.specs ?? {};
  if (typeof size === 'number') return size;
  return typeof width === 'number' && typeof heads === 'number' ? width / heads : undefined;
}
