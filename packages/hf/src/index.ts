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
export { elementCount, storedBits, tensorBytes } from './tensors/size.ts';
export { buildModelConfig, type BuiltModelConfig, type ModelSources } from './buildModelConfig.ts';
export { type ModelNames } from './mapping/identify.ts';
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
export { gapsOf } from './gaps/find/gapsOf.ts';
export { type GapContext, type ModelGaps } from './gaps/context.ts';
export { type Gap, type GapSeverity, type GapTensor } from './gaps/gap.ts';
export {
  type JoinedTensor,
  type KeptState,
  type KindReading,
  type NearestKind,
  type ShapeMismatch,
} from './gaps/nearest.ts';
export { gapSuite, type GapSuite } from './gaps/suite/gapSuite.ts';
export { gapReport, type GapReport } from './gaps/report/gapReport.ts';
export {
  type DimensionMismatch,
  type GapReportDocument,
  type Guidance,
  type ParallelStrategy,
  type Reference,
  type TensorAnalysis,
  type WorkedFigure,
} from './gaps/report/document.ts';
export { componentOf, type Component } from './structure/component.ts';
export {
  countParameters,
  type CountOptions,
  type ModelParameterCount,
} from './structure/countParameters.ts';
export { estimateMemory, type WeightMemory } from './structure/estimateMemory.ts';
export { readTensorInspection, saveTensorInspection } from './structure/tensorInspection.ts';
export {
  analyzeLayerStructure,
  type LayerGroup,
  type LayerStructure,
} from './structure/analyzeLayerStructure.ts';
export { type AttentionStructure } from './structure/attentionOf.ts';
export { type FeedForwardStructure } from './structure/feedForwardOf.ts';
export { validateConfig, type Expectations, type Validation } from './structure/validateConfig.ts';
export { getSupportedLayers, type SupportedLayer } from './structure/getSupportedLayers.ts';
export { type GapRegistryEntry, type GapStatus } from './gaps/registry/entry.ts';
export { readGapRegistry } from './gaps/registry/readGapRegistry.ts';
export { gapRegistryEntries } from './gaps/registry/registryEntries.ts';
export { writeGapRegistry } from './gaps/registry/writeGapRegistry.ts';
export { deliverables, type Deliverables } from './gaps/deliverables/deliverables.ts';
export {
  type DeliverableFile,
  type DeliverablesInput,
  type GapCounts,
  type PublicClaims,
} from './gaps/deliverables/input.ts';
export { resolveGap } from './gaps/resolve/resolveGap.ts';
export { type ResolvedGap, type ResolveGapRequest } from './gaps/resolve/request.ts';
