import {
  encodeModelConfig,
  formatParameterCount,
  type LayerTypeConfig,
  type ModelConfigDocument,
} from '@mantile/config';
import type { DtypeName } from '@mantile/core';
import type { Blueprint } from './blueprint.ts';
import { countParts } from './countParts.ts';
import type { LayerOf } from './layers.ts';
import { byRole, layerTypesOf } from './layerTypes.ts';

/** What a model is called, and how its config was checked. */
export interface Identity {
  readonly modelId: string;
  readonly hfModelId?: string | undefined;
  readonly name: string;
  readonly dtype?: DtypeName | undefined;
  readonly validated: boolean;
  readonly validationNotes?: string | undefined;
  readonly validationSources?: readonly string[] | undefined;
}

/** Types of layers that no kind describes, and their parameters. */
export interface UnknownTypes {
  readonly types: readonly LayerTypeConfig[];
  readonly parameters: number;
}

/** Writes the config of a blueprint, layers that no kind describes behind those that one does. */
export function composeConfig(
  blueprint: Blueprint,
  layerOf: LayerOf,
  identity: Identity,
  unknown: UnknownTypes = { types: [], parameters: 0 },
): ModelConfigDocument {
  const { total, byPart } = countParts(blueprint, layerOf);
  const totalParams = total + unknown.parameters;
  const { family, hiddenSize, numLayers, vocabSize, maxPositionEmbeddings } = blueprint;
  // Parts are told apart where there are several, and only where each tensor has its place.
  const isSplit = Object.keys(byPart).length > 1 && unknown.types.length === 0;
  return encodeModelConfig({
    ...identity,
    family,
    hiddenSize,
    numLayers,
    vocabSize,
    maxPositionEmbeddings,
    totalParams,
    totalParamsFormatted: formatParameterCount(totalParams),
    ...(isSplit && { paramsByPart: byPart }),
    layerTypes: [...layerTypesOf(blueprint), ...unknown.types].sort(byRole),
  });
}
