export { parseConfig, type ParsedConfig } from './read/parseConfig.ts';
export { type StoredDtype, type Tensor } from './tensors/tensor.ts';
export { elementCount, tensorBytes } from './tensors/size.ts';
export { buildModelConfig, type BuiltModelConfig, type ModelSources } from './buildModelConfig.ts';
export { type ModelNames } from './blueprint/identify.ts';
