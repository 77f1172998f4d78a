export { parseConfig, type ParsedConfig } from './read/parseConfig.ts';
export { type Abort } from './read/abort.ts';
export { type FileSource, type ReadOptions, type SourceFile } from './read/source/fileSource.ts';
export { filesInMemory, type BlobLike } from './read/source/filesInMemory.ts';
export { cachedSource, type Cache } from './read/source/cachedSource.ts';
export { getModelConfig, type ModelFiles } from './read/inspect/getModelConfig.ts';
export {
  inspectModelStructure,
  type InspectOptions,
  type InspectProgress,
  type ModelStructure,
} from './read/inspect/inspectModelStructure.ts';
export { type StoredDtype, type Tensor } from './tensors/tensor.ts';
export { elementCount, tensorBytes } from './tensors/size.ts';
export { buildModelConfig, type BuiltModelConfig, type ModelSources } from './buildModelConfig.ts';
export { type ModelNames } from './blueprint/identify.ts';
export { type WeightFormat } from './quantization/weightFormat.ts';
export { storedTensors } from './quantization/storedTensors.ts';
export {
  logicalTensors,
  type LogicalTensor,
  type LogicalTensors,
} from './quantization/logicalTensors.ts';
export {
  readQuantization,
  type Quantization,
  type QuantizationSources,
} from './quantization/readQuantization.ts';
export {
  computeTensorShapesFromConfig,
  type ComputedTensors,
  type TensorShapesRequest,
} from './computeTensorShapes.ts';
