export {
  bytes,
  gibibytes,
  gigabytes,
  gigabytesPerSecond,
  gigabytesPerSecondBothDirections,
  gigabytesPerSecondPerDirection,
  microseconds,
  seconds,
  teraflops,
  type Bytes,
  type BytesPerSecond,
  type BytesPerSecondPerDirection,
  type FlopsPerSecond,
  type Seconds,
} from './units.ts';
export { FaultList, MantileError, type Fault, type FaultCode } from './errors.ts';
export { nearestName } from './nearestName.ts';
export {
  bitsPerElement,
  bytesOf,
  bytesPerElement,
  defineDtype,
  standardDtypes,
  tensorBytes,
  type Dtype,
  type DtypeName,
} from './dtype.ts';
export {
  resolveDtype,
  resolveDtypes,
  type DtypeByRole,
  type DtypeOptions,
  type DtypeRole,
} from './dtypeRoles.ts';
export {
  divisorsOf,
  parallelAxes,
  resolveParallelism,
  type ParallelAxis,
  type Parallelism,
  type ParallelismOptions,
} from './parallelism.ts';
export { StepFrame, type CausalCount, type Phase, type ShareOf, type Step } from './step.ts';
export {
  countParameters,
  localTensor,
  type LocalTensor,
  type ParameterCount,
  type WeightTensor,
} from './weights.ts';
export { type Shard, type ShardSection } from './shard.ts';
export {
  everyPosition,
  fixedState,
  localState,
  slidingWindow,
  type LocalState,
  type Retention,
  type StatePart,
} from './state.ts';
export type { ActivationBuffer } from './operations/activation.ts';
export type { CollectiveKind, CollectiveOperation } from './operations/collective.ts';
export type {
  AttentionOperation,
  Derivation,
  ExpertsOperation,
  MatmulOperation,
  Operation,
  ScanOperation,
} from './operations/operations.ts';
export type { GatherOperation, PassOperation } from './operations/passes.ts';
export type { OperationHead } from './operations/operationHead.ts';
export type { Work } from './operations/visitor.ts';
export { Tally } from './operations/tally.ts';
export { Trace } from './operations/trace.ts';
export type { TracedOperation, TracedQuantity, TracedTerm } from './operations/traced.ts';
export { sendParts, type Stretch, type StretchPart } from './operations/stretch.ts';
export { wireFactor } from './operations/wire.ts';
export { type InferSpec, type SpecResult, type SpecSchema } from './spec.ts';
export { LayerOperations } from './layerOperations.ts';
export { LayerParts, type Linear, type LinearPart } from './layerParts.ts';
export {
  Layer,
  type CountedStep,
  type LayerClass,
  type LayerOptions,
  type LayerSetup,
} from './layer.ts';
export { type LayerMetrics, type MetricsRequest } from './metrics/layerMetrics.ts';
export { type Fidelity, type MeasuringOptions } from './metrics/measuring.ts';
export { createLayerRegistry, type LayerRegistry } from './registry.ts';
export type {
  Chip,
  LinkTier,
  LinkTopology,
  MemoryTier,
  System,
  TorusAxis,
} from './hardware/system.ts';
export { asSystem } from './hardware/asSystem.ts';
export { computeRate, type ComputeRate } from './hardware/computeRate.ts';
export { type Efficiency, type OverlapSpan, type Roofline } from './timing/efficiency.ts';
export { idealEfficiency } from './timing/ideal.ts';
export { constantEfficiency, type EfficiencyConstants } from './timing/constant.ts';
export { BoundSeconds } from './timing/boundSeconds.ts';
export { Clock } from './timing/clock.ts';
export { type Bottleneck } from './timing/bottleneck.ts';
export { type CommunicationOverlap } from './timing/overlap.ts';
export { type CollectiveAlgorithm } from './timing/collectives/algorithm.ts';
export {
  groupLevels,
  type CollectiveGroup,
  type GroupLevel,
  type GroupLevels,
} from './timing/collectives/group.ts';
export { ring } from './timing/collectives/ring.ts';
export { tree } from './timing/collectives/tree.ts';
export { oneShot } from './timing/collectives/oneShot.ts';
export { twoShot } from './timing/collectives/twoShot.ts';
export { inNetwork } from './timing/collectives/inNetwork.ts';
export { idealCollectiveSeconds } from './timing/collectives/ideal.ts';
export { cheapestCollectiveName, cheapestCollectiveSeconds } from './timing/collectives/choose.ts';
export { Model, type BlockPlace, type ModelBlock, type ModelMetrics } from './model.ts';
export { type Load, type Workload } from './workload.ts';
export {
  plainEngine,
  type EngineCosts,
  type EngineProfile,
} from './estimate/engine/engineProfile.ts';
export { estimate, Estimator } from './estimate/estimator.ts';
export { type BindingConstraint, type ServiceLimits } from './estimate/inverse/answer.ts';
export {
  fewestPackages,
  type Candidate,
  type PackagesAnswer,
  type RejectedCandidate,
} from './estimate/inverse/fewestPackages.ts';
export {
  largestContext,
  type ContextAnswer,
  type ContextQuestion,
} from './estimate/inverse/largestContext.ts';
export { largestLoad, type LoadAnswer, type LoadQuestion } from './estimate/inverse/largestLoad.ts';
export { estimatePools } from './estimate/pools/estimatePools.ts';
export {
  type Pool,
  type PoolEstimate,
  type Pools,
  type PoolsEstimate,
} from './estimate/pools/types.ts';
export { type TokenLength } from './estimate/lengths.ts';
export { type EstimateOptions, type ServedModel } from './estimate/options.ts';
export {
  type CostEstimate,
  type EnergyEstimate,
  type Estimate,
  type EstimateNote,
  type MemoryEstimate,
  type StageMemory,
  type StepEstimate,
} from './estimate/types.ts';
export { compare } from './explain/compare.ts';
export { type Comparison, type Difference } from './explain/comparison.ts';
export { explain } from './explain/explain.ts';
export {
  type ExplainedNumber,
  type ExplainedUnit,
  type Explanation,
} from './explain/explanation.ts';
