export { figure, type Basis, type Confidence, type Figure, type Source } from './figure.ts';
export { figuresOf, requireFigure, type FigurePath, type PlacedFigure } from './figures.ts';
export type {
  CapacityFigure,
  CapacityUnit,
  ChipFacts,
  MemoryFacts,
  RentFacts,
  ScaleUpFacts,
} from './chips/chipFacts.ts';
export { type CatalogueChip } from './chips/catalogueChip.ts';
export { chip, chips, type ChipId } from './chips/chips.ts';
export { a100Sxm40 } from './chips/nvidia/a100Sxm40.ts';
export { a100Pcie40 } from './chips/nvidia/a100Pcie40.ts';
export { a100Sxm80 } from './chips/nvidia/a100Sxm80.ts';
export { a100Pcie80 } from './chips/nvidia/a100Pcie80.ts';
export { a30 } from './chips/nvidia/a30.ts';
export { a10 } from './chips/nvidia/a10.ts';
export { a40 } from './chips/nvidia/a40.ts';
export { v100Sxm32 } from './chips/nvidia/v100Sxm32.ts';
export { rtx4090 } from './chips/nvidia/rtx4090.ts';
export { rtx5090 } from './chips/nvidia/rtx5090.ts';
export { l4 } from './chips/nvidia/l4.ts';
export { l40s } from './chips/nvidia/l40s.ts';
export { h100Sxm } from './chips/nvidia/h100Sxm.ts';
export { h100Pcie } from './chips/nvidia/h100Pcie.ts';
export { h100Nvl } from './chips/nvidia/h100Nvl.ts';
export { h200Sxm } from './chips/nvidia/h200Sxm.ts';
export { h20 } from './chips/nvidia/h20.ts';
export { h800Sxm } from './chips/nvidia/h800Sxm.ts';
export { gh200 } from './chips/nvidia/gh200.ts';
export { gh200Hbm3e } from './chips/nvidia/gh200Hbm3e.ts';
export { b200Sxm } from './chips/nvidia/b200Sxm.ts';
export { b300Sxm } from './chips/nvidia/b300Sxm.ts';
export { gb200 } from './chips/nvidia/gb200.ts';
export { gb300 } from './chips/nvidia/gb300.ts';
export { rtxPro6000Server } from './chips/nvidia/rtxPro6000Server.ts';
export { mi300x } from './chips/amd/mi300x.ts';
export { mi325x } from './chips/amd/mi325x.ts';
export { mi355x } from './chips/amd/mi355x.ts';
export { mi350x } from './chips/amd/mi350x.ts';
export { mi250x } from './chips/amd/mi250x.ts';
export { mi210 } from './chips/amd/mi210.ts';
export { epyc9755 } from './chips/amd/epyc9755.ts';
export { tpuV4 } from './chips/google/tpuV4.ts';
export { tpuV5e } from './chips/google/tpuV5e.ts';
export { tpuV5p } from './chips/google/tpuV5p.ts';
export { tpuV6e } from './chips/google/tpuV6e.ts';
export { tpuV7 } from './chips/google/tpuV7.ts';
export { trainium1 } from './chips/aws/trainium1.ts';
export { trainium2 } from './chips/aws/trainium2.ts';
export { trainium3 } from './chips/aws/trainium3.ts';
export { inferentia2 } from './chips/aws/inferentia2.ts';
export { gaudi3 } from './chips/intel/gaudi3.ts';
export { gaudi2 } from './chips/intel/gaudi2.ts';
export { max1550 } from './chips/intel/max1550.ts';
export { arcB60 } from './chips/intel/arcB60.ts';
export { xeon6980p } from './chips/intel/xeon6980p.ts';
export { m2Ultra } from './chips/apple/m2Ultra.ts';
export { m3Ultra } from './chips/apple/m3Ultra.ts';
export { m4Max } from './chips/apple/m4Max.ts';
export { groqLpuV1 } from './chips/others/groqLpuV1.ts';
export { wse3 } from './chips/others/wse3.ts';
export { aic100Ultra } from './chips/others/aic100Ultra.ts';
export { defineChip } from './chips/defineChip.ts';
export type {
  ChipDefinition,
  DefinedChip,
  MemoryDefinition,
  Teraflops,
} from './chips/chipDefinition.ts';
export { type AppliedDefault } from './defaults.ts';
export { type CatalogueLink, type LinkFacts, type LinkKind } from './links/linkFacts.ts';
export { link, links, type LinkId } from './links/links.ts';
export { switches, type CatalogueSwitch } from './links/nvSwitch.ts';
export { cluster, type ClusterOptions } from './systems/cluster.ts';
export {
  defineSystem,
  type LinkDefinition,
  type SystemDefinition,
} from './systems/defineSystem.ts';
export type {
  CatalogueSystem,
  DefinedSystem,
  PerScope,
  PowerFacts,
  SystemFacts,
  SystemRent,
} from './systems/systemFacts.ts';
export { system, systems, type SystemId } from './systems/systems.ts';
export { tpuSlice, type TpuId } from './systems/tpuSlice.ts';
export {
  hardwareDocumentSchema,
  hardwareJsonSchema,
  type HardwareDocument,
} from './json/hardwareDocument.ts';
export { type HardwareFile } from './json/hardwareFile.ts';
export { readHardwareJson, type HardwareReading } from './json/readHardwareJson.ts';
export { type HardwareWarning } from './json/suspicions.ts';
export { writeHardwareJson } from './json/writeHardwareJson.ts';
export type {
  ChipCalibration,
  KernelFit,
  KernelFitOf,
  MeasuredChip,
  MeasurementSource,
} from './calibration/calibration.ts';
export { type ErrorSummary } from './calibration/fit/errorSummary.ts';
export { type CoefficientRange, type KernelFormula } from './calibration/formulas/formula.ts';
export { type KernelCoefficients } from './calibration/formulas/kernelCoefficients.ts';
export { kernelFormulas } from './calibration/formulas/kernelFormulas.ts';
export { type KernelKind, type KernelSizes } from './calibration/formulas/kernelSizes.ts';
export { type KernelRates } from './calibration/formulas/rates.ts';
export { routingImbalance } from './calibration/formulas/routingImbalance.ts';
export { calibrate, type ChipMeasurements } from './calibration/calibrate.ts';
export {
  calibratedEfficiency,
  type CalibratedOptions,
} from './calibration/calibratedEfficiency.ts';
export {
  datasheetCalibration,
  type DatasheetCalibration,
  type DatasheetOptions,
} from './calibration/datasheetCalibration.ts';
export {
  calibratedSystem,
  type CalibratedSystem,
  type CalibratedSystemOptions,
} from './calibration/calibratedSystem.ts';
export { type CalibrationBasis, type KernelError } from './calibration/calibrationBasis.ts';
export { type CalibrationNote, type CalibrationNoteCode } from './calibration/calibrationNote.ts';
export { type EngineBasis } from './engines/engineBasis.ts';
export { type EngineName, type ObservedStack } from './engines/engineCoefficients.ts';
export {
  engineProfile,
  type EngineProfileOptions,
  type ObservedEngineProfile,
} from './engines/engineProfile.ts';
export { servedAs } from './engines/served/servedAs.ts';
export { type ServedConfig, type ServedLayerType } from './engines/served/servedConfig.ts';
export type {
  ServedAs,
  ServedAsOptions,
  ServedLayer,
  ServedNote,
  ServedNoteCode,
} from './engines/served/servedOptions.ts';
export { calibrationOf } from './calibration/calibrationOf.ts';
export { a100Sxm80Calibration } from './calibration/coefficients/a100Sxm80.ts';
export { h100SxmCalibration } from './calibration/coefficients/h100Sxm.ts';
export { h200SxmCalibration } from './calibration/coefficients/h200Sxm.ts';
export { b200SxmCalibration } from './calibration/coefficients/b200Sxm.ts';
export { b300SxmCalibration } from './calibration/coefficients/b300Sxm.ts';
export { gb200Calibration } from './calibration/coefficients/gb200.ts';
export { gb300Calibration } from './calibration/coefficients/gb300.ts';
export { l40sCalibration } from './calibration/coefficients/l40s.ts';
export { rtxPro6000ServerCalibration } from './calibration/coefficients/rtxPro6000Server.ts';
export { arcB60Calibration } from './calibration/coefficients/arcB60.ts';
