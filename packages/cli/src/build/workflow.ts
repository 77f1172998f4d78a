import { validateModelConfig, type Finding, type ModelConfigDocument } from '@mantile/config';
import {
  deliverables,
  gapReport,
  gapsOf,
  type DeliverableFile,
  type Gap,
  type GapCounts,
} from '@mantile/hf';
import type { ReadModel } from '../inspect/readModel.ts';
import { UsageError } from '../usageError.ts';

/** What the workflow came to: everything that there is to look at, and the files that would be written. */
export interface Workflow {
  readonly modelId: string;
  readonly config?: ModelConfigDocument | undefined;
  readonly findings: readonly Finding[];
  readonly gaps: readonly Gap[];
  readonly counts: GapCounts;
  readonly files: readonly DeliverableFile[];
}

/** What is known beside the model's files. */
export interface WorkflowOptions {
  /** The registry of gaps that there is already. */
  readonly registry?: string | undefined;
  readonly expectedParams?: number | undefined;
  /** What inspecting the model has found. */
  readonly findings: readonly Finding[];
}

/** Goes through the workflow for a model that was read: config, validation, gaps, reports, cases, summary. */
export function workflowOf(model: ReadModel, options: WorkflowOptions): Workflow {
  const { config: json, quantConfig, names, built, tensors, tensorsFrom } = model;
  const modelId = built?.model_id ?? names.modelId ?? names.hfModelId?.replace('/', '_') ?? 'model';
  if (!/^\w[\w.-]{0,119}$/.test(modelId)) {
    throw new UsageError(`${JSON.stringify(modelId)} is no name for a file; choose one with --id.`);
  }
  const found = gapsOf({
    config: json,
    quantConfig,
    ...names,
    // Tensors that were computed from the configuration prove nothing about it.
    tensors: tensorsFrom === 'safetensors' ? tensors : undefined,
  });
  const { errors = [], warnings = [] } =
    built === undefined ? {} : validateModelConfig(built, { fileName: `${modelId}.json` });
  const { files, counts } = deliverables({
    config: built,
    findings: options.findings,
    found,
    reports: found.gaps.map((gap) => gapReport(gap, found.context)),
    registry: options.registry,
    ...(options.expectedParams !== undefined && { claims: { parameters: options.expectedParams } }),
  });
  return {
    modelId,
    config: built,
    findings: [...options.findings, ...errors, ...warnings],
    gaps: found.gaps,
    counts,
    files: files.map((file) => ({ ...file, path: ownPath(file.path, modelId) })),
  };
}

/** Reports on one model bear its name: several models share a folder. */
function ownPath(path: string, modelId: string): string {
  const report = /^(validation_report|summary)\.md$/.exec(path)?.[1];
  return report === undefined ? path : `reports/${modelId}.${report}.md`;
}
