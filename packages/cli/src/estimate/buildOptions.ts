import type { BuildOptions, ModelConfig } from '@mantile/config';
import type { Chip, ParallelismOptions } from '@mantile/core';
import { servedAs, type ServedAs } from '@mantile/hardware';
import type { EstimateRequest } from './request.ts';

/** How an engine serves a model on a chip, with the formats that were asked for. */
export function servedFor(
  config: ModelConfig,
  request: Pick<EstimateRequest, 'engine' | 'fidelity' | 'formats' | 'workload'>,
  chip: Chip,
  parallelism?: ParallelismOptions,
): ServedAs {
  const { engine, fidelity, formats, workload } = request;
  return servedAs(config, chip, engine, {
    parallelism,
    weights: formats.dtype,
    compute: formats.computeDtype,
    kvCache: formats.kvDtype,
    drafts: workload.speculation !== undefined,
    fidelity,
  });
}

/** How a model is built for what was asked: formats, plan, and what engines do with experts and drafting layers. */
export function buildOptionsOf(
  config: ModelConfig,
  request: EstimateRequest,
  parallelism: ParallelismOptions,
  chip: Chip,
): BuildOptions {
  return servedFor(config, request, chip, parallelism).build;
}
