export { boundedModels, type BoundedModels } from './build/boundedModels.ts';
export { buildModel } from './build/buildModel.ts';
export {
  type BuildOptions,
  type LayerOverrides,
  type PartState,
  type PhaseOptions,
} from './build/buildOptions.ts';
export { buildPhases, type BuildPhasesOptions } from './build/buildPhases.ts';
export { RestingLayer } from './build/restingLayer.ts';
export { UnknownLayer, unknownLayerSpec } from './build/unknownLayer.ts';
export { decodeModelConfig } from './codec/decodeModelConfig.ts';
export { encodeModelConfig } from './codec/encodeModelConfig.ts';
export { type Finding } from './finding.ts';
export { layerRoles, readLayerName, type LayerName, type LayerRole } from './layerName.ts';
export {
  modelParts,
  type LayerTypeConfig,
  type ModelConfig,
  type ModelPart,
  type UnknownTensor,
} from './modelConfig.ts';
export { type LayerTypeDocument, type ModelConfigDocument } from './modelConfigDocument.ts';
export { formatParameterCount } from './formatParameterCount.ts';
export { modelConfigJsonSchema } from './schema/modelConfigJsonSchema.ts';
export { modelConfigSchema } from './schema/modelConfigSchema.ts';
export { validateModelConfig } from './validate/validateModelConfig.ts';
export { type ModelConfigValidation, type ValidationOptions } from './validate/validation.ts';
