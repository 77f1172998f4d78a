import { readLayerName, type ModelConfig } from '@mantile/config';
import type { FaultList } from '@mantile/core';
import type { EstimateFlags } from './estimateFlags.ts';
import type { EstimateRequest } from './request.ts';

/** Why a model answers no tokens, one after another; undefined where it does. */
export function whyNoAnswers({ layerTypes }: ModelConfig): string | undefined {
  const text = layerTypes
    .map(({ name, specs }) => ({ ...readLayerName(name), specs }))
    .filter(({ part }) => part === 'text');
  if (text.some(({ role, specs }) => role === 'attention' && specs['isCausal'] === false)) {
    return 'its attention sees what follows as well';
  }
  return text.some(({ role }) => role === 'head') ? undefined : 'it has no head that tells tokens';
}

/** A request to a model as it can be asked: one that answers no tokens reads prompts, and that is all. */
export function asAnswered(
  request: EstimateRequest,
  config: ModelConfig,
  { output }: EstimateFlags,
  faults: FaultList,
): EstimateRequest {
  const why = whyNoAnswers(config);
  if (why === undefined) return request;
  const code = 'model.does_not_generate';
  const { outputTokens } = request.workload;
  if (output !== undefined && outputTokens !== 1) {
    const message = `the model reads prompts and generates nothing: ${why}. Leave --output out.`;
    faults.add({ code, path: '--output', value: output, message });
  }
  const message = `the model reads prompts and generates nothing: ${why}. Times are those of prompts alone.`;
  const others = request.notes.filter((note) => note.code !== 'default.output');
  return {
    ...request,
    workload: { ...request.workload, outputTokens: 1 },
    notes: [{ code, message }, ...others],
  };
}
