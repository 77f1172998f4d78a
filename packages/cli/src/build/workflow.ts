import { validateModelConfig, type Finding, type ModelConfigDocument } from '@mantile/config';
import {
  deliverables,
  gapReport,
  gapsOf,
  type DeliverableFile,
  type Gap,
  type GapCounts,
  type PublicClaims,
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
  readonly claims: PublicClaims;
  /** What inspecting the model has found. */
  readonly findings: readonly Finding[];
}

/** Goes through the workflow for a model that was read: config, validation, gaps, reports, cases, summary. */
export function workflowOf(model: ReadModel, options: WorkflowOptions): Workflow {
  const { config: json, quantConfig, names, held } = model;
  const { claims } = options;
  const built = withSources(model.built, options);
  const modelId = built?.model_id ?? names.modelId ?? names.hfModelId?.replace('/', '_') ?? 'model';
  if (!/^\w[\w.-]{0,119}$/.test(modelId)) {
    throw new UsageError(`${JSON.stringify(modelId)} is no name for a file; choose one with --id.`);
  }
  const found = gapsOf({
    config: json,
    quantConfig,
    ...names,
    // Tensors that were computed from the configuration prove nothing about it.
    tensors: held,
  });
  const { errors = [], warnings = [] } =
    built === undefined ? {} : validateModelConfig(built, { fileName: `${modelId}.json` });
  const { files, counts } = deliverables({
    config: built,
    findings: options.findings,
    found,
    reports: found.gaps.map((gap) => gapReport(gap, found.context)),
    registry: options.registry,
    // Those that the config names are counted once.
    claims: {
      ...claims,
      sources: claims.sources?.filter((each) => built?.validation_sources?.includes(each) !== true),
    },
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

/** A config that nothing contradicts names where the figures stand that it was held against. */
function withSources(
  built: ReadModel['built'],
  { claims: { sources = [] }, findings }: WorkflowOptions,
): ReadModel['built'] {
  const isContradicted = findings.some(({ code }) => code.startsWith('validation.'));
  if (built === undefined || sources.length === 0 || isContradicted) return built;
  const named = [...(built.validation_sources ?? []), ...sources];
  return { ...built, validation_sources: [...new Set(named)] };
}

/** Reports on one model bear its name: several models share a folder. */
function ownPath(path: string, modelId: string): string {
  const report = /^(validation_report|summary)\.md$/.exec(path)?.[1];
  return report === undefined ? path : `reports/${modelId}.${report}.md`;
}
